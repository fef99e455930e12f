package hermes.local.stack;

/**
 * Where the stack listens.
 *
 * @param awsPort     of the endpoint for every AWS call
 * @param gatewayPort of the WebSocket API; 0 if it is not known yet
 */
public record Addresses(int awsPort, int gatewayPort) {

    public String awsEndpoint() {
        return "http://localhost:" + awsPort;
    }

    /** Without the stage. */
    String webSocket() {
        if (gatewayPort == 0) {
            throw new LocalStackException(
                    "A function's environment names the WebSocket API, whose port is not chosen yet: give it a fixed one.");
        }
        return "ws://localhost:" + gatewayPort;
    }

    /**
     * An address that the template composed for AWS becomes the one to use here: the WebSocket API's name stands
     * for the gateway, its management API is answered by the AWS endpoint.
     *
     * @param apiHost as {@code abc.execute-api.us-east-1.amazonaws.com}
     */
    public String localised(String text, String apiHost) {
        String localised = text.replace("https://" + apiHost, awsEndpoint());
        return localised.contains("wss://" + apiHost)
                ? localised.replace("wss://" + apiHost, webSocket())
                : localised;
    }
}
