package hermes.local.gateway;

/**
 * What API Gateway sends to a client whose message came to nothing; the connection stays open.
 *
 * <p>The spaces are AWS's, as observed; of the third only the sentence has been seen.
 */
enum ErrorFrame {
    FORBIDDEN("Forbidden"), INTERNAL("Internal server error"), TIMED_OUT("Endpoint request timed out");

    private final String message;

    ErrorFrame(String message) {
        this.message = message;
    }

    String text(String connectionId, String requestId) {
        return "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}".formatted(message,
                connectionId,
                requestId);
    }
}
