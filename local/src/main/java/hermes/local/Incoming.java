package hermes.local;

/** What a client can say: a whole message or a control frame. */
sealed interface Incoming {

    /** @param bytes length of the text in UTF-8 */
    record Text(String text, int bytes) implements Incoming {}

    record Ping(byte[] payload) implements Incoming {}

    record Pong() implements Incoming {}

    /** @param status {@link CloseStatus#WITHOUT_STATUS} if the frame was empty */
    record Close(CloseStatus status) implements Incoming {}
}
