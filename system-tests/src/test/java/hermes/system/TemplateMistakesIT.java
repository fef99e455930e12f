package hermes.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.stack.LocalStackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** A wiring mistake in the template shows on this machine, in words that name it. */
final class TemplateMistakesIT {

    @Test
    void wrongHandlerIsNamed() throws IOException {
        startOf("hermes.connect.ConnectFunction::handleRequest",
                "hermes.connect.ConectFunction::handleRequest")
                .hasMessageContaining("ConnectFunction")
                .hasMessageContaining("hermes.connect.ConectFunction");
    }

    @Test
    void missingVariableIsNamed() throws IOException {
        startOf("          TOKENS_TABLE: !Ref TokensTable\n", "")
                .hasMessageContaining("AuthorizerFunction").hasMessageContaining("TOKENS_TABLE");
    }

    @Test
    void missingJarIsNamed() throws IOException {
        startOf("connect-function/target/connect-function.jar", "connect-function/target/conect-function.jar")
                .hasMessageContaining("ConnectFunction").hasMessageContaining("conect-function.jar");
    }

    @Test
    void routeThatIsNotWiredIsNamed() throws IOException {
        startOf("""
                    sendMessageToSQS:
                      FunctionArn: !Ref SendMessageFunction.Alias
                      RouteResponseSelectionExpression: $default
            """, "").hasMessageContaining("NotificationsApiSendmessagetosqsRoute");
    }

    @Test
    void routeToAFunctionThatDoesNotExistIsNamed() throws IOException {
        startOf("FunctionArn: !Ref DisconnectFunction.Alias", "FunctionArn: !Ref DiskonnectFunction.Alias")
                .hasMessageContaining("DiskonnectFunction");
    }

    @Test
    void propertyThatIsNotEmulatedIsNamedWithItsLine() throws IOException {
        startOf("      MemorySize: 512 # nobody waits for it\n", "      MemorySise: 512\n")
                .hasMessageContaining("MemorySise").hasMessageContaining("DisconnectFunction");
    }

    @Test
    void unknownParameterIsNamed() {
        assertThatThrownBy(() -> LocalStack
                .start(WholeStack.TEMPLATE, StackOptions.DEFAULT.withParameters(Map.of("RetentionDays", "1")))
                .close())
                .isInstanceOf(LocalStackException.class).hasMessageContaining("RetentionDays");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> startOf(String right, String wrong)
            throws IOException {
        var planted = TemplateCopy.with(right, wrong);
        return assertThatThrownBy(() -> LocalStack.start(planted, StackOptions.DEFAULT).close())
                .isInstanceOf(LocalStackException.class);
    }
}
