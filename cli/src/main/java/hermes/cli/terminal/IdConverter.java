package hermes.cli.terminal;

import hermes.common.Ids;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the id of a room or a user, by the one rule of the stack: no token could name what is refused. Immutable. */
public final class IdConverter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        Ids.fault(TextConverter.checked(text), Ids.LONGEST_BYTES).ifPresent(fault -> {
            throw new TypeConversionException("the id " + fault);
        });
        return text;
    }
}
