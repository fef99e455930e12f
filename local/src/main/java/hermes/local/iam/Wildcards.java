package hermes.local.iam;

import java.util.regex.Pattern;

/** The wildcards of policies: {@code *} stands for any text, {@code ?} for one character. */
final class Wildcards {

    private Wildcards() {}

    /** @param any regular expression for the characters that a wildcard may stand for */
    static String regex(String text, String any) {
        return Pattern.quote(text).replace("*", "\\E" + any + "*\\Q").replace("?", "\\E" + any + "\\Q");
    }
}
