package hermes.cli.terminal;

/** What was typed to call the command: {@code ./hermes}, a path, or {@code hermes} where it is on the PATH. */
public final class CommandName {

    /** Read by help texts, too, as <code>${hermes.command}</code>. */
    private static final String PROPERTY = "hermes.command";
    private static final String IN_A_CHECKOUT = "./hermes";

    private CommandName() {}

    /** For sentences that say what to type. */
    public static String typed() {
        return System.getProperty(PROPERTY, IN_A_CHECKOUT);
    }

    /** Also where no script has said it, as in tests. */
    public static void makeKnown() {
        System.getProperties().putIfAbsent(PROPERTY, IN_A_CHECKOUT);
    }
}
