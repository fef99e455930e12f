package hermes.local.stack;

import java.time.Duration;

/**
 * What happens in a running stack, for whoever watches it. Never contains a token or the text of a message, unless a
 * function itself prints it.
 */
public sealed interface StackEvent {

    /** @param line what the function wrote to its standard output or error, or logged */
    record FunctionOutput(String function, String line) implements StackEvent {}

    /**
     * A function was invoked.
     *
     * @param function logical id
     * @param input what came in, as {@code $connect LZ3-…}
     * @param output what went out, as {@code 200} or the error
     * @param failed whether the invocation ended without an answer
     */
    record Invoked(String function, String input, String output, Duration duration, boolean failed)
            implements
                StackEvent {}

    /** Something happened at the WebSocket API. */
    record AtGateway(GatewayEvent event) implements StackEvent {}

    /**
     * A function called what its role does not permit.
     *
     * @param action as in a policy: {@code dynamodb:PutItem}
     * @param resource ARN, or {@code *} if the call names none
     * @param reason what the role says about it
     */
    record Denied(String function, String action, String resource, String reason) implements StackEvent {

        public String sentence() {
            return "%s was denied %s on %s: %s.".formatted(function, action, resource, reason);
        }
    }

    /** Something that will not work as on AWS or did not work at all, in one sentence. */
    record Warning(String sentence) implements StackEvent {}
}
