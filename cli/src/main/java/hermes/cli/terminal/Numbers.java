package hermes.cli.terminal;

import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of a command line, and says in plain words what is wrong with one. */
public final class Numbers {

    private Numbers() {}

    /** Whatever a command counts is not less than nothing. */
    public static long whole(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The sentence is the same.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number of 0 or more");
    }

    public static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }
}
