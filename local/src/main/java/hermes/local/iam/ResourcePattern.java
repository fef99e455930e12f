package hermes.local.iam;

import java.util.regex.Pattern;

/**
 * The {@code Resource} of a policy statement: an ARN with wildcards, of which {@code *} stands for any text and
 * {@code ?} for any character, but not across the ARN's parts between colons. Missing parts are wildcards. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">Resource</a>
 */
public final class ResourcePattern {

    static final int ARN_PARTS = 6;
    private static final String ALL = "*";

    private final Pattern pattern;

    public ResourcePattern(String text) {
        this.pattern = Pattern.compile(text.equals(ALL) ? ".*" : regex(text), Pattern.DOTALL);
    }

    public boolean matches(String arn) {
        return pattern.matcher(arn).matches();
    }

    private static String regex(String text) {
        String[] parts = text.split(":", ARN_PARTS);
        var regex = new StringBuilder();
        for (int i = 0; i < ARN_PARTS; i++) {
            // Only the last part may have colons in it.
            String any = i == ARN_PARTS - 1 ? "." : "[^:]";
            regex.append(i == 0 ? "" : ":")
                    .append(i < parts.length ? Wildcards.regex(parts[i], any) : any + "*");
        }
        return regex.toString();
    }
}
