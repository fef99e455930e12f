package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.AwsCall.Access;
import hermes.local.CallFilter.Verdict.Fail;
import hermes.local.CallFilter.Verdict.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each permission of the project's template counts: without it, what it was there for is denied. */
final class ProjectRolesTest {

    @ParameterizedTest
    @MethodSource("permissions")
    void withoutThePermissionItsUseIsDenied(String function, Permission permission) {
        ExecutionRole role = roles().get(function);
        List<Grant> others = new ArrayList<>(role.allowed());
        others.removeIf(grant -> grant.permission().equals(permission));
        var lacking = new ExecutionRole(role.id(), role.principal(), others, role.denied());
        var use = new AwsCall(function, permission.action().split(":")[0], "", List.of(
                new Access(permission.action(), permission.resource().replace("*", "L0SM9cOFvHcCIhw="))));

        assertThat(new Permissions(Map.of(function, role), _ -> {}).before(use)).isEqualTo(new Pass());
        assertThat(new Permissions(Map.of(function, lacking), _ -> {}).before(use)).isInstanceOf(Fail.class);
    }

    static Stream<Object[]> permissions() {
        return roles().entrySet().stream().flatMap(role -> role.getValue().allowed().stream()
                .map(grant -> new Object[]{role.getKey(), grant.permission()}));
    }

    private static Map<String, ExecutionRole> roles() {
        var template = new Template(ProjectTemplate.path(),
                new StackIdentity("test", "us-east-1", "000000000000"),
                Map.of());
        return ExecutionRoles.of(template, new PhysicalResources(template, new Addresses(1, 1)));
    }
}
