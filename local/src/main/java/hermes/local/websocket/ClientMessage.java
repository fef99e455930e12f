package hermes.local.websocket;

/** What a client can say: a whole message or a control frame. */
public sealed interface ClientMessage {

    /** @param bytes length of the text in UTF-8 */
    record Text(String text, int bytes) implements ClientMessage {}

    record Ping(byte[] payload) implements ClientMessage {}

    record Pong() implements ClientMessage {}

    /** @param status {@link CloseStatus#WITHOUT_STATUS} if the frame was empty */
    record Close(CloseStatus status) implements ClientMessage {}
}
