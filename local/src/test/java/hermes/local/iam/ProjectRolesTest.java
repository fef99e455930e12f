package hermes.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hermes.local.ProjectTemplate;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter.Verdict.Fail;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.local.stack.Addresses;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each permission of the project's template counts: without it, what it was there for is denied. */
final class ProjectRolesTest {

    private static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");
    private static final String CONNECTIONS = "arn:aws:dynamodb:us-east-1:000000000000:table/test-ConnectionsTable";

    @ParameterizedTest
    @MethodSource("permissions")
    void withoutThePermissionItsUseIsDenied(String function, Permission permission) {
        ExecutionRole role = roles(ProjectTemplate.path()).get(function);
        List<Grant> others = new ArrayList<>(role.allowed());
        others.removeIf(grant -> grant.permission().equals(permission));
        var lacking = new ExecutionRole(role.id(), role.principal(), others, role.denied());
        var use = new AwsCall(function, permission.action().split(":")[0], "", List.of(
                new Access(permission.action(), permission.resource().replace("*", "L0SM9cOFvHcCIhw="))));

        assertThat(new Permissions(Map.of(function, role), _ -> {}).before(use)).isEqualTo(new Pass());
        assertThat(new Permissions(Map.of(function, lacking), _ -> {}).before(use)).isInstanceOf(Fail.class);
    }

    /** With tracing as well: the permissions for it are there then, and needed. */
    @ParameterizedTest
    @ValueSource(strings = {"PassThrough", "Active"})
    void rolesAllowWhatLambdaNeeds(String tracing) {
        var template = new Template(ProjectTemplate.path(), STACK, Map.of("Tracing", tracing));
        var refs = new ResourceRefs(template, new Addresses(1, 1));
        var log = new ArrayList<StackEvent>();
        var permissions = new Permissions(ExecutionRoles.of(template, refs), log::add);

        LambdaNeed.of(template, refs).forEach(permissions::check);

        assertThat(log).isEmpty();
        assertThat(permissions.unused()).extracting(Permission::action)
                .noneMatch(action -> action.startsWith("logs:") || action.startsWith("xray:"));
    }

    @Test
    void permissionThatIsAddedIsNamedAsUnused(@TempDir Path folder) throws IOException {
        String template = Files.readString(ProjectTemplate.path());
        String right = "Action: dynamodb:DeleteItem";
        assertThat(template).contains(right);
        Path copy = Files.writeString(folder.resolve("template.yaml"),
                template.replace(right, "Action: [dynamodb:DeleteItem, dynamodb:Scan]"));

        assertThat(new Permissions(roles(copy), _ -> {}).unused())
                .filteredOn(unused -> unused.action().equals("dynamodb:Scan"))
                .extracting(Permission::role, Permission::resource).containsExactly(
                        tuple("ConnectRole", CONNECTIONS), tuple("DisconnectRole", CONNECTIONS),
                        tuple("SendMessageRole", CONNECTIONS));
    }

    static Stream<Object[]> permissions() {
        return roles(ProjectTemplate.path()).entrySet().stream()
                .flatMap(role -> role.getValue().allowed().stream()
                        .map(grant -> new Object[]{role.getKey(), grant.permission()}));
    }

    private static Map<String, ExecutionRole> roles(Path path) {
        var template = new Template(path,
                STACK,
                Map.of());
        return ExecutionRoles.of(template, new ResourceRefs(template, new Addresses(1, 1)));
    }
}
