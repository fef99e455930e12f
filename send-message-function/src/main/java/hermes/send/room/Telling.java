package hermes.send.room;

import hermes.send.invocation.Invocation;

/** The way to a client. Implementations may be shared between threads. */
@FunctionalInterface
public interface Telling {

    /** On a best effort; does not throw. */
    void tell(String connection, String frame, Invocation invocation);
}
