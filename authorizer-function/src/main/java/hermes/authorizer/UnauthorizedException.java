package hermes.authorizer;

/**
 * There is no token. API Gateway answers the handshake with 401 if an authorizer fails with exactly this message,
 * and with 500 if it fails with any other; returning cannot lead to 401.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">
 *      Lambda REQUEST authorizers</a>
 */
final class UnauthorizedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnauthorizedException() {
        // Anybody can cause it, as often as they like: without a stack trace the log stays short.
        super("Unauthorized", null, false, false);
    }
}
