package hermes.local;

/**
 * Where the stack listens.
 *
 * @param awsPort     of the endpoint for every AWS call
 * @param gatewayPort of the WebSocket API
 */
record Addresses(int awsPort, int gatewayPort) {

    String awsEndpoint() {
        return "http://localhost:" + awsPort;
    }

    /** Without the stage. */
    String webSocket() {
        return "ws://localhost:" + gatewayPort;
    }

    /**
     * An address that the template composed for AWS becomes the one to use here: the WebSocket API's name stands
     * for the gateway, its management API is answered by the AWS endpoint.
     *
     * @param apiHost as {@code abc.execute-api.us-east-1.amazonaws.com}
     */
    String localised(String text, String apiHost) {
        return text.replace("wss://" + apiHost, webSocket()).replace("https://" + apiHost, awsEndpoint());
    }
}
