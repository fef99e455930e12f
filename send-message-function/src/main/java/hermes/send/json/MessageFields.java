package hermes.send.json;

import hermes.common.Ids;
import hermes.common.Position;
import java.math.BigInteger;
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
    private static final int MOST_EPOCH_LENGTH = 64;

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

    /** The id of a room or user: a string, or an integer, which stands for its digits. */
    public String requiredId(String name) {
        return id(name, required(name), Ids.LONGEST_BYTES);
    }

    /** As {@link #requiredId}, and empty if it is missing. */
    public Optional<String> optionalId(String name) {
        return optional(name).map(value -> id(name, value, Ids.LONGEST_BYTES));
    }

    /** Who it is from, as it was written: an id, or any number, because it is only handed on. */
    public String requiredAuthor(String name) {
        var author = required(name);
        if (!author.isNumber()) {
            id(name, author, Ids.LONGEST_BYTES);
        }
        return author.text();
    }

    /** The id of a notification: a string, or an integer, which stands for its digits. */
    public Optional<String> optionalNotificationId(String name) {
        return optional(name).map(value -> id(name, value, Ids.LONGEST_NOTIFICATION_BYTES));
    }

    /**
     * The users that the message is meant for, each once; empty if it is for everyone.
     *
     * @param most that it may name
     * @param tooMany the code of the refusal if it names more
     */
    public Set<String> addressees(int most, String tooMany) {
        return optional("to").map(to -> addressees(to, most, tooMany)).orElse(Set.of());
    }

    /** Whether it holds {@code true}; left out it counts as {@code false}. */
    public boolean flag(String name) {
        return optional(name).map(value -> {
            if (!value.text().equals("true") && !value.text().equals("false")) {
                throw new RefusedException("invalid_" + name,
                        "\"%s\" is neither true nor false; expected one of the two.".formatted(name));
            }
            return value.text().equals("true");
        }).orElse(false);
    }

    /** A position in a stream. */
    public Optional<Position> optionalPosition(String name) {
        return optional(name).map(json -> position(name, json));
    }

    private static Position position(String name, Json json) {
        var fields = new MessageFields(json.members());
        var epoch = fields.optional("epoch").filter(Json::isString).map(Json::string)
                .filter(text -> text.length() <= MOST_EPOCH_LENGTH);
        var offset = fields.optional("offset").flatMap(Json::offset);
        if (epoch.isPresent() && offset.isPresent() && (offset.get() == 0 || !epoch.get().isEmpty())) {
            return new Position(epoch.get(), offset.get());
        }
        throw new RefusedException("invalid_position",
                "\"%s\" is no position; expected what the last answer said, like {\"epoch\":\"k3f9\",\"offset\":118}."
                        .formatted(name));
    }

    private static Set<String> addressees(Json to, int most, String tooMany) {
        if (!to.isArray()) {
            throw new RefusedException("invalid_to",
                    "\"to\" is %s; expected an array of user ids. Leave it out to address the whole room."
                            .formatted(to.isNull() ? "null" : "no array"));
        }
        Set<String> users = new LinkedHashSet<>();
        to.elements().forEach(user -> users.add(id("to", user, Ids.LONGEST_BYTES)));
        if (users.isEmpty() || users.size() > most) {
            throw new RefusedException(users.isEmpty() ? "invalid_to" : tooMany,
                    "\"to\" names %d users; expected 1 to %d. Leave it out to address the whole room."
                            .formatted(users.size(), most));
        }
        return users;
    }

    private static String id(String name, Json value, int longestBytes) {
        if (value.isInteger()) {
            return checked(name, new BigInteger(value.text()).toString(), longestBytes);
        }
        if (!value.isString()) {
            throw new RefusedException("invalid_" + name,
                    "\"%s\" holds %s; expected a text or a whole number.".formatted(name, value.isNull()
                            ? "null, which is not the same as leaving it out"
                            : "a value that is no id"));
        }
        return checked(name, value.string(), longestBytes);
    }

    private static String checked(String name, String id, int longestBytes) {
        Ids.fault(id, longestBytes).ifPresent(fault -> {
            throw new RefusedException("invalid_" + name, "\"%s\" %s.".formatted(name, fault));
        });
        return id;
    }
}
