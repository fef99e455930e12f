package hermes.send.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the members of one message, and says what is wrong with those that it cannot take. Immutable.
 *
 * @param members of the message
 */
public record MessageFields(Map<String, Json> members) {

    /** More users are a room of their own; and every user's stream is a transaction and a query. */
    static final int MOST_ADDRESSEES = 100;

    private static final int MOST_DIGITS = 30;

    /** @throws RefusedException if the text is not a JSON object */
    public static MessageFields of(String text) {
        Json json;
        try {
            json = Json.outline(text);
        } catch (MalformedJsonException e) {
            throw new RefusedException("bad_json",
                    "The message is not JSON: %s. Send a JSON object.".formatted(e.getMessage()));
        }
        if (!json.isObject()) {
            throw new RefusedException("not_an_object",
                    "The message is JSON, but no object. Send an object like {\"data\": ...}.");
        }
        return new MessageFields(json.members());
    }

    public Optional<Json> optional(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** @throws RefusedException if it is missing */
    public Json required(String name) {
        return optional(name).orElseThrow(() -> new RefusedException(name + "_missing",
                "The message has no member \"%s\", which is required.".formatted(name)));
    }

    /** A room or user: a string that is not empty, or an integer, which stands for its digits. */
    public String requiredName(String name) {
        return name("invalid_" + name, name, required(name));
    }

    public Optional<String> optionalText(String name) {
        return optional(name).map(value -> {
            if (!value.isString() || value.string().isEmpty()) {
                throw new RefusedException("invalid_" + name,
                        "\"%s\" is no text; expected a string that is not empty.".formatted(name));
            }
            return unicode("invalid_" + name, name, value.string());
        });
    }

    /** The users that the message is meant for, each once; empty if it is for everyone. */
    public Set<String> addressees() {
        return optional("to").map(MessageFields::addressees).orElse(Set.of());
    }

    private static Set<String> addressees(Json to) {
        if (!to.isArray()) {
            throw new RefusedException("invalid_to", "\"to\" is no array; expected one of user ids.");
        }
        Set<String> users = new LinkedHashSet<>();
        to.elements().forEach(user -> users.add(name("invalid_to", "to", user)));
        if (users.isEmpty() || users.size() > MOST_ADDRESSEES) {
            throw new RefusedException("invalid_to",
                    "\"to\" names %d users; expected 1 to %d. Leave it out to address the whole room."
                            .formatted(users.size(), MOST_ADDRESSEES));
        }
        return users;
    }

    private static String name(String code, String member, Json value) {
        if (value.isString() && !value.string().isEmpty()) {
            return unicode(code, member, value.string());
        }
        if (value.isInteger() && value.text().length() <= MOST_DIGITS) {
            return new BigInteger(value.text()).toString();
        }
        throw new RefusedException(code,
                "\"%s\" holds a value that is no id; expected a string that is not empty or an integer of at most %d digits."
                        .formatted(member, MOST_DIGITS));
    }

    /** Half a surrogate pair becomes "?" in UTF-8, and two different rooms would be one. */
    private static String unicode(String code, String member, String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new RefusedException(code,
                    "\"%s\" holds half a surrogate pair; expected text that is valid Unicode."
                            .formatted(member));
        }
        return value;
    }
}
