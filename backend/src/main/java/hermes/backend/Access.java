package hermes.backend;

/** What the holder of a token may do in its room. */
public enum Access {
    /** Receives notifications and sends some to the room. */
    SEND_AND_LISTEN,
    /** Receives notifications only; what it sends is answered with the error {@code not_allowed}. */
    LISTEN
}
