package hermes.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes how many of something are wanted: one or more. Immutable. */
public final class CountConverter implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        long count = Numbers.whole(text);
        if (count == 0) {
            throw new TypeConversionException("'" + text + "' is not a whole number of 1 or more");
        }
        return count;
    }
}
