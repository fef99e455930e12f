package hermes.local.gateway;

import java.time.Duration;

/**
 * The gateway's limits: AWS's own, and shorter ones for tests. Immutable.
 *
 * <p>Not emulated: the account's quotas of 500 new connections and 10,000 requests a second, which AWS raises
 * on request.
 *
 * @param idle time without a message in either direction after which a connection is closed
 * @param life age at which a connection is closed, whatever it does
 * @param frameBytes largest payload of one frame; larger messages are sent in several
 * @param messageBytes largest message in either direction, and largest answer of a function
 * @param urlBytes longest path and query of a handshake
 * @param headBytes longest request line and header values of a handshake together; published for REST and HTTP APIs
 *     only, and taken for WebSocket APIs too
 * @param authorizerBytes largest answer of an authorizer
 * @param waitingBytes what may wait for a client that reads slowly before a post to it is refused
 * @param inFlight messages of one connection that are worked on at once; more are not read from it
 * @param messagesAtOnce of one connection that are read as fast as they come
 * @param messagesASecond of one connection that are read in the long run
 * @param closing time a client has to answer a close frame before its TCP connection is cut, and time
 *     the gateway gives running invocations when it closes itself
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
 */
public record Limits(Duration idle, Duration life, int frameBytes, int messageBytes, int urlBytes,
        int headBytes, int authorizerBytes,
        int waitingBytes, int inFlight, int messagesAtOnce, int messagesASecond, Duration closing) {

    /**
     * The last five are not published by AWS; they bound what one client can make the gateway hold, and how much of a small
     * machine it can have. AWS takes more messages of a connection, and bills each.
     */
    static final Limits AWS = new Limits(Duration.ofMinutes(10), Duration.ofHours(2), 32 * 1024, 128 * 1024,
            4096,
            10_240, 8 * 1024, 512 * 1024, 8,
            100, 20, Duration.ofSeconds(3));

    Limits withClosing(Duration closing) {
        return new Limits(idle, life, frameBytes, messageBytes, urlBytes, headBytes, authorizerBytes,
                waitingBytes,
                inFlight, messagesAtOnce, messagesASecond, closing);
    }
}
