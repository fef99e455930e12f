package hermes.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Takes a text that was typed, and refuses what nobody types: the nothing that a variable leaves which is not set, and
 * letters that the JVM could not read. Immutable.
 */
public final class TextConverter implements ITypeConverter<String> {

    private static final char UNREADABLE = '\uFFFD';

    @Override
    public String convert(String text) {
        return checked(text);
    }

    /** @throws TypeConversionException if it is blank or does not hold what was typed */
    static String checked(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("'%s' is %s; is a variable not set?"
                    .formatted(text.isEmpty() ? "" : " ", text.isEmpty() ? "empty" : "blank"));
        }
        if (text.indexOf(UNREADABLE) >= 0) {
            throw new TypeConversionException(
                    "'%s' holds what is no text in %s; type it in UTF-8, in a locale such as LC_ALL=C.UTF-8"
                            .formatted(text, System.getProperty("sun.jnu.encoding")));
        }
        return text;
    }
}
