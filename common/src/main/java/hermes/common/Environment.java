package hermes.common;

import java.util.Map;
import java.util.Optional;

/**
 * The variables a function is configured with. Read in constructors only, so that a mistake stops the
 * function's start with a sentence instead of surprising its first user. Immutable.
 *
 * <p>
 * A variable that is set to nothing or to blanks counts as not set. The values appear in messages: secrets
 * have no place here.
 */
public final class Environment {
    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public Optional<String> optional(String key) {
        return Optional.ofNullable(variables.get(key)).filter(value -> !value.isBlank());
    }

    /** @throws InvalidEnvironmentException if it is not set */
    public String required(String key) {
        return optional(key).orElseThrow(() -> missing(key, "a text that is not blank"));
    }

    public String defaulted(String key, String fallback) {
        return optional(key).orElse(fallback);
    }

    /** @throws InvalidEnvironmentException if it is not set, or no whole number from {@code least} to {@code most} */
    public int requiredNumber(String key, int least, int most) {
        return optionalNumber(key, least, most).orElseThrow(() -> missing(key, wholeNumber(least, most)));
    }

    /**
     * @return empty if it is not set
     * @throws InvalidEnvironmentException if it is set to something else than a whole number from {@code least}
     *         to {@code most}
     */
    public Optional<Integer> optionalNumber(String key, int least, int most) {
        return optional(key).map(value -> number(key, value, least, most));
    }

    private static int number(String key, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same complaint as a number out of range.
        }
        throw new InvalidEnvironmentException("%s is \"%s\"; expected %s. Correct it in the template."
                .formatted(key, value, wholeNumber(least, most)));
    }

    private InvalidEnvironmentException missing(String key, String rule) {
        return new InvalidEnvironmentException("%s is %s; expected %s. Set it in the template.".formatted(key,
                variables.containsKey(key) ? "blank" : "not set", rule));
    }

    private static String wholeNumber(int least, int most) {
        return "a whole number from %d to %d".formatted(least, most);
    }
}
