package hermes.cli.cost;

/**
 * Of API Gateway, per account and region; AWS raises them when asked.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">
 *      Quotas for WebSocket APIs</a>
 */
public final class Quotas {

    public static final int HANDSHAKES_PER_SECOND = 500;

    /** Posts to browsers included. */
    public static final int REQUESTS_PER_SECOND = 10_000;

    private Quotas() {}
}
