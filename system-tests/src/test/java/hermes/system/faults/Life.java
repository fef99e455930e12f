package hermes.system.faults;

/** What somebody does while everything fails. */
interface Life {

    /** Goes on until its end. */
    void live() throws InterruptedException;

    /** Called by another thread. */
    void end();
}
