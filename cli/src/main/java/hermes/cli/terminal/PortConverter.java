package hermes.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the number of a TCP port. Immutable. */
public final class PortConverter implements ITypeConverter<Integer> {

    private static final int LAST = 65_535;

    @Override
    public Integer convert(String text) {
        long port = Numbers.whole(text);
        if (port > LAST) {
            throw new TypeConversionException("'" + text + "' is not a port; they go up to " + LAST);
        }
        return (int) port;
    }
}
