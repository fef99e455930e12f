package hermes.local.lambda;

import hermes.local.stack.Json;
import java.time.Duration;
import java.util.Locale;

/**
 * How a synchronous invocation ended.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public sealed interface InvocationResult {

    /** @param payload what the handler returned: JSON, UTF-8 */
    record Returned(byte[] payload) implements InvocationResult {}

    /**
     * The handler threw, the runtime could not start, or the process died.
     *
     * @param errorType name of the exception class, or Lambda's own such as {@code Runtime.ExitError}
     * @param errorMessage one sentence, empty if the exception had none
     * @param payload the error document as Lambda gives it to the caller: JSON, UTF-8
     */
    record Failed(String errorType, String errorMessage, byte[] payload) implements InvocationResult {}

    /**
     * @param requestId of the invocation
     * @param after the function's configured timeout, after which its process was ended
     */
    record TimedOut(String requestId, Duration after) implements InvocationResult {

        /** The error document as Lambda gives it to the caller: JSON, UTF-8. */
        public byte[] payload() {
            return Json.bytes(Json.object().put("errorType", "Sandbox.Timedout").put("errorMessage",
                    String.format(Locale.ROOT, "RequestId: %s Error: Task timed out after %.2f seconds",
                            requestId,
                            after.toMillis() / 1000.0)));
        }
    }

    /** Nothing ran: no such function, an event over 6 MB, or the stack is closing. */
    record NotInvocable(String reason) implements InvocationResult {}
}
