package hermes.local;

import java.util.regex.Pattern;

/**
 * The {@code Resource} of a policy statement: an ARN with wildcards, of which {@code *} stands for any text and
 * {@code ?} for any character, but not across the ARN's parts between colons. Missing parts are wildcards.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">Resource</a>
 */
record ResourcePattern(String text) {

    private static final int ARN_PARTS = 6;

    boolean matches(String arn) {
        if (text.equals("*")) {
            return true;
        }
        String[] patterns = text.split(":", ARN_PARTS);
        String[] parts = arn.split(":", ARN_PARTS);
        for (int i = 0; i < parts.length; i++) {
            if (i < patterns.length && !matchesPart(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesPart(String pattern, String part) {
        return Pattern.matches(wildcards(pattern), part);
    }

    private static String wildcards(String pattern) {
        return Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    }
}
