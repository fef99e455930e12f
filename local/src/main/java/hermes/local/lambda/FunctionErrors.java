package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.stack.Json;
import java.time.Duration;

/** Failures in the form in which Lambda hands them to the caller. */
final class FunctionErrors {

    /** 128 + SIGKILL, which is what the JVM reports of a child that was killed. */
    private static final int KILLED = 137;

    private FunctionErrors() {}

    /** @param document what the runtime interface client reported */
    static Failed reported(byte[] document) {
        JsonNode error = Json.parse(document).orElseGet(Json::object);
        return new Failed(error.path("errorType").asText("Unhandled"), error.path("errorMessage").asText(""),
                document);
    }

    static Failed exited(String requestId, int exitStatus) {
        return failed("Runtime.ExitError",
                "RequestId: %s Error: Runtime exited with error: %s".formatted(requestId, how(exitStatus)));
    }

    /** @param lastWords what it printed, in one line; can be empty */
    static Failed exitedAtStart(int exitStatus, String lastWords) {
        return failed("Runtime.ExitError", "The function's process ended before it was ready: "
                + how(exitStatus) + (lastWords.isEmpty() ? "" : ". It printed: " + lastWords));
    }

    static Failed initTimedOut(Duration limit) {
        return failed("Sandbox.Timedout",
                "The function did not initialise within %d seconds".formatted(limit.toSeconds()));
    }

    static Failed responseTooLarge(long bytes, int allowed) {
        return failed("Function.ResponseSizeTooLarge",
                "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
                        .formatted(bytes, allowed));
    }

    private static String how(int exitStatus) {
        return exitStatus == KILLED ? "signal: killed" : "exit status " + exitStatus;
    }

    private static Failed failed(String type, String message) {
        ObjectNode document = Json.object().put("errorType", type).put("errorMessage", message);
        return new Failed(type, message, Json.bytes(document));
    }
}
