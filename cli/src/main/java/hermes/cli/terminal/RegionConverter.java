package hermes.cli.terminal;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.regions.Region;

/** Reads a region by the form of its name, so that one that is newer than this program is taken too. */
public final class RegionConverter implements ITypeConverter<Region> {

    private static final Pattern FORM = Pattern.compile("[a-z]+(-[a-z]+)+-[0-9]+");

    @Override
    public Region convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a region; write one such as eu-central-1");
        }
        return Region.of(text);
    }
}
