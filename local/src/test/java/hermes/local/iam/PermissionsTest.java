package hermes.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter.Verdict.Fail;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Denied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PermissionsTest {

    private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/rows";
    private static final String OTHER_TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/others";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:jobs";
    private static final Permission GET = new Permission("WorkerRole", "dynamodb:GetItem", TABLE, 3);
    private static final Permission PUT = new Permission("WorkerRole", "dynamodb:PutItem", TABLE, 5);

    private final List<StackEvent> log = new ArrayList<>();

    @Test
    void permittedCallPassesWithoutAWord() {
        assertThat(permissions(List.of(GET), List.of()).before(call("GetItem", TABLE))).isEqualTo(new Pass());
        assertThat(log).isEmpty();
    }

    @Test
    void deniedCallIsAnsweredAsOnAwsAndLoggedInOneLine() {
        var verdict = permissions(List.of(GET), List.of()).before(call("PutItem", TABLE));

        assertThat(verdict).isEqualTo(new Fail(400, "AccessDeniedException",
                "User: arn:aws:sts::000000000000:assumed-role/test-WorkerRole/test-Worker is not authorized to perform:"
                        + " dynamodb:PutItem on resource: " + TABLE
                        + " because no identity-based policy allows the dynamodb:PutItem action"));
        assertThat(log).singleElement().isInstanceOfSatisfying(Denied.class,
                denied -> assertThat(denied.sentence())
                        .isEqualTo("Worker was denied dynamodb:PutItem on " + TABLE
                                + ": WorkerRole does not allow it."));
    }

    @Test
    void denialWinsOverEveryPermission() {
        var verdict = permissions(List.of(GET), List.of(new Permission("WorkerRole", "dynamodb:*", "*", 9)))
                .before(call("GetItem", TABLE));

        assertThat(verdict).isInstanceOfSatisfying(Fail.class, fail -> assertThat(fail.message())
                .endsWith(TABLE + " with an explicit deny in an identity-based policy"));
        assertThat(log).singleElement().isInstanceOfSatisfying(Denied.class,
                denied -> assertThat(denied.sentence())
                        .endsWith("WorkerRole denies it in line 9."));
    }

    @Test
    void callNeedsThePermissionForEachOfItsAccesses() {
        Permissions permissions = permissions(List.of(GET), List.of());
        var both = new AwsCall("Worker", "dynamodb", "TransactGetItems",
                List.of(new Access("dynamodb:GetItem", TABLE), new Access("dynamodb:GetItem", OTHER_TABLE)));

        assertThat(permissions.before(both)).isInstanceOf(Fail.class);
        assertThat(permissions.unused()).as("nothing was permitted").containsExactly(GET);
    }

    /** On AWS a permission for all of it might do, but which one is not known here. */
    @Test
    void callThatNamesNoResourceIsDeniedWhateverIsAllowed() {
        Permissions permissions = permissions(List.of(new Permission("WorkerRole", "*", "*", 1)), List.of());

        assertThat(permissions.before(new AwsCall("Worker", "dynamodb", "ExecuteStatement", List.of())))
                .isInstanceOf(Fail.class);
        assertThat(log).singleElement().isInstanceOfSatisfying(Denied.class,
                denied -> assertThat(denied.sentence())
                        .isEqualTo("Worker was denied dynamodb:ExecuteStatement on *:"
                                + " the local stack does not know which permission that needs."));
    }

    @Test
    void whoIsNoFunctionMayDoEverything() {
        Permissions permissions = permissions(List.of(), List.of());

        assertThat(permissions.before(new AwsCall("AKIAIOSFODNN7EXAMPLE", "dynamodb", "DeleteTable",
                List.of(new Access("dynamodb:DeleteTable", TABLE))))).isEqualTo(new Pass());
        assertThat(
                permissions.before(new AwsCall("AKIAIOSFODNN7EXAMPLE", "dynamodb", "ListTables", List.of())))
                .isEqualTo(new Pass());
    }

    @Test
    void permissionThatNoCallNeededIsNamed() {
        Permissions permissions = permissions(List.of(GET, PUT), List.of());

        permissions.before(call("GetItem", TABLE));

        assertThat(permissions.unused()).containsExactly(PUT);
        assertThat(PUT).hasToString("dynamodb:PutItem on " + TABLE + ", which WorkerRole allows in line 5");
    }

    @Test
    void whatLambdaNeedsCountsAsUsed() {
        var receive = new Permission("WorkerRole", "sqs:ReceiveMessage", QUEUE, 1);
        Permissions permissions = permissions(List.of(receive, GET), List.of());

        permissions.check(new LambdaNeed("Worker", new Access("sqs:ReceiveMessage", QUEUE), true));

        assertThat(permissions.unused()).containsExactly(GET);
    }

    @Test
    void withoutWhatLambdaMustDoThereIsNoStack() {
        var need = new LambdaNeed("Worker", new Access("sqs:ReceiveMessage", QUEUE), true);

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> permissions(List.of(GET), List.of()).check(need))
                .withMessage("AWS would refuse this stack: Worker was denied sqs:ReceiveMessage on " + QUEUE
                        + ": WorkerRole does not allow it.");
    }

    @Test
    void withoutWhatLambdaCanDoWithoutTheLogSaysSo() {
        permissions(List.of(GET), List.of())
                .check(new LambdaNeed("Worker", new Access("logs:PutLogEvents", "arn"), false));

        assertThat(log).containsExactly(
                new Denied("Worker", "logs:PutLogEvents", "arn", "WorkerRole does not allow it"));
    }

    private Permissions permissions(List<Permission> allowed, List<Permission> denied) {
        var role = new ExecutionRole("WorkerRole",
                "arn:aws:sts::000000000000:assumed-role/test-WorkerRole/test-Worker",
                allowed.stream().map(Grant::of).toList(), denied.stream().map(Grant::of).toList());
        return new Permissions(Map.of("Worker", role), log::add);
    }

    private static AwsCall call(String operation, String resource) {
        return new AwsCall("Worker", "dynamodb", operation,
                List.of(new Access("dynamodb:" + operation, resource)));
    }
}
