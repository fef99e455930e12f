package hermes.cli.terminal;

import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of a command line, and says in plain words what is wrong with one. */
public final class Numbers {

    private static final int LAST_PORT = 65_535;

    private Numbers() {}

    public static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    public static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    /** Every int of the command line is a port. */
    public static int port(String text) {
        long port = whole(text);
        if (port < 0 || port > LAST_PORT) {
            throw new TypeConversionException("'" + text + "' is not a port; they go up to " + LAST_PORT);
        }
        return (int) port;
    }
}
