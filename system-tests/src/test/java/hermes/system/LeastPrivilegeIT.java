package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Eventually;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The functions' roles allow what the functions need, and nothing else. */
final class LeastPrivilegeIT {

    private static final String DEAD_LETTERS = "arn:aws:sqs:us-east-1:000000000000:hermes-local-DeadLetterQueue";

    /** Who adds a call adds it to {@link EveryAwsCall}; who removes one is told here what to take from the role. */
    @Test
    void everyCallIsPermittedEveryPermissionIsNeededAndNoSecretIsLogged() {
        try (var stack = WholeStack.of(WholeStack.TEMPLATE)) {
            new EveryAwsCall(stack).provoke();

            assertThat(stack.denied()).isEmpty();
            assertThat(stack.local().unusedPermissions())
                    .as("permissions of template.yaml that no function needed on any path").isEmpty();
            assertThat(stack.logged()).isNotEmpty();
            assertThat(stack.leaks())
                    .as("log lines with a token or what a notification says").isEmpty();
        }
    }

    @Test
    void callWithoutItsPermissionIsDeniedAndTheLogSaysWhichOnWhatByWhom() throws IOException {
        var template = TemplateCopy.with("                  - !GetAtt DeadLetterQueue.Arn\n", "");
        try (var stack = WholeStack.of(template)) {
            stack.putOnQueue("not JSON");

            Eventually.isTrue("a call was denied", () -> !stack.denied().isEmpty());
            assertThat(stack.denied().getFirst().sentence())
                    .isEqualTo("SendMessageFunction was denied sqs:SendMessage on "
                            + DEAD_LETTERS + ": SendMessageRole does not allow it.");
        }
    }
}
