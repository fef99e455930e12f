package hermes.local.template;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code Fn::Sub}: <code>${Name}</code> is replaced, <code>${!Name}</code> stands for
 * <code>${Name}</code> itself.
 */
final class Substitution {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)\\s*([^}]*?)\\s*}");

    private Substitution() {}

    static String of(String text, UnaryOperator<String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                match.group(1).isEmpty() ? value.apply(match.group(2)) : "${" + match.group(2) + "}"));
    }
}
