package hermes.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.check.Outcome;
import hermes.cli.check.StackCheck;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.system.WholeStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running stack, whole and with what a deployment can break. */
final class CheckIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    @Test
    void stackThatWorksHolds() throws InterruptedException {
        assertThat(StackCheck.of(STACK.operations())).hasSize(6)
                .allSatisfy(outcome -> assertThat(outcome.holds()).as(outcome.says()).isTrue());
    }

    /** @param caller whose calls are refused; empty for those of the command */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                ''                  | GetItem          | token   | AccessDenied
                AuthorizerFunction  | GetItem          | connect | the handshake was answered 500: AuthorizerFunction fails
                ConnectFunction     | PutItem          | connect | the handshake was answered 502: ConnectFunction fails
                SendMessageFunction | GetItem          | resume  | resume was answered
                ''                  | DeleteConnection | kick    | could not be closed
                """)
    void partThatIsBrokenIsNamed(String caller, String operation, String part, String says)
            throws InterruptedException {
        var broken = new Broken(caller, operation);
        STACK.local().add(broken);
        try {
            assertThat(StackCheck.of(STACK.operations())).filteredOn(outcome -> outcome.part().equals(part))
                    .singleElement().satisfies(outcome -> {
                        assertThat(outcome.holds()).isFalse();
                        assertThat(outcome.says()).contains(says);
                    });
        } finally {
            STACK.local().remove(broken);
        }
    }

    private record Broken(String caller, String operation) implements CallFilter {

        @Override
        public Verdict before(AwsCall call) {
            boolean ofThis = caller.isEmpty()
                    ? !call.caller().endsWith("Function")
                    : call.caller().equals(caller);
            return ofThis && call.operation().equals(operation)
                    ? new Verdict.Fail(400, "AccessDeniedException", "AccessDenied by the test")
                    : new Verdict.Pass();
        }
    }
}
