package hermes.send.delivery;

/** Sends frames to browsers. Implementations may be shared between threads. */
@FunctionalInterface
public interface Posts {

    /** Tries once, and does not throw. */
    PostOutcome post(String connection, byte[] frame);
}
