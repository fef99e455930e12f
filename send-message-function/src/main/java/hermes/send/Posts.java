package hermes.send;

/** Sends frames to browsers. Implementations may be shared between threads. */
@FunctionalInterface
interface Posts {

    /** Tries once, and does not throw. */
    Outcome post(String connection, byte[] frame);
}
