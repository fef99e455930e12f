package hermes.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hermes.local.stack.Json;
import java.util.Optional;

/**
 * An answer of the {@code @connections} API.
 *
 * @param errorType name of the exception that the SDKs make of it
 */
record ManagementAnswer(int status, Optional<String> errorType, byte[] body) {

    private static final byte[] EMPTY = {};

    static ManagementAnswer ok() {
        return ok(EMPTY);
    }

    static ManagementAnswer ok(byte[] body) {
        return new ManagementAnswer(200, Optional.empty(), body);
    }

    static ManagementAnswer noContent() {
        return new ManagementAnswer(204, Optional.empty(), EMPTY);
    }

    /** The connection is closed, never was, or is not open yet. The only error without a body. */
    static ManagementAnswer gone() {
        return new ManagementAnswer(410, Optional.of("GoneException"), EMPTY);
    }

    static ManagementAnswer badRequest(String message) {
        return error(400, "BadRequestException", message);
    }

    /** Without a signature. */
    static ManagementAnswer unsigned() {
        return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    /** Signed for something else, or not this API's stage. */
    static ManagementAnswer forbidden() {
        return error(403, "ForbiddenException", "Forbidden");
    }

    static ManagementAnswer error(int status, String type, String message) {
        return new ManagementAnswer(status, Optional.of(type),
                Json.bytes(JsonNodeFactory.instance.objectNode().put("message", message)));
    }
}
