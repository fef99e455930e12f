package hermes.local.stack;

/**
 * Where the stack listens.
 *
 * @param awsPort of the endpoint for every AWS call
 * @param gatewayPort of the WebSocket API; 0 if the stack has none
 */
public record Addresses(int awsPort, int gatewayPort) {

    public String awsEndpoint() {
        return "http://localhost:" + awsPort;
    }

    /**
     * An address that the template composed for AWS becomes the one to use here: the WebSocket API's name stands
     * for the gateway, its management API is answered by the AWS endpoint.
     *
     * @param apiHost as {@code abc.execute-api.us-east-1.amazonaws.com}
     */
    public String localised(String text, String apiHost) {
        return text.replace("https://" + apiHost, awsEndpoint())
                .replace("wss://" + apiHost, "ws://localhost:" + gatewayPort);
    }
}
