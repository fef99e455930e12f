package hermes.cli.terminal;

/** Nobody takes what a command prints any more: the reader of the pipe has ended, or the disk is full. */
public final class OutputGone extends RuntimeException {

    /** A code of its own, because what the command should do may be done all the same. */
    public static final int EXIT_CODE = 3;

    private static final long serialVersionUID = 1;

    /** @param reason in the words of the operating system */
    OutputGone(String reason, Throwable cause) {
        super("standard output takes nothing any more (" + reason + "); what was printed is not complete",
                cause);
    }
}
