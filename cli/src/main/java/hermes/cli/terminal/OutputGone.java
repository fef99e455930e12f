package hermes.cli.terminal;

import java.util.concurrent.atomic.AtomicBoolean;

/** Nobody takes what a command prints any more: the reader of the pipe has ended, or the disk is full. */
public final class OutputGone extends RuntimeException {

    /** A code of its own, because what the command should do may be done all the same. */
    public static final int EXIT_CODE = 3;

    private static final AtomicBoolean ENDING = new AtomicBoolean();
    private static final long serialVersionUID = 1;

    /** @param reason in the words of the operating system */
    OutputGone(String reason, Throwable cause) {
        super("standard output takes nothing any more (" + reason + "); what was printed is not complete",
                cause);
    }

    /** Where it cannot be thrown. In a thread of its own, because the end waits for those that print. */
    public void endProcess() {
        if (ENDING.compareAndSet(false, true)) {
            Thread.ofPlatform().start(() -> {
                System.err.println("hermes: " + getMessage());
                System.exit(EXIT_CODE);
            });
        }
    }
}
