package hermes.send.delivery;

import hermes.common.Ids;
import hermes.common.LeftFrame;
import hermes.common.Page;
import hermes.common.StreamName;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads a job and takes nothing that this function or a backend would not have written. */
public final class JobReader {

    /** API Gateway's ids have 16 characters; the bound only keeps nonsense out of DynamoDB's keys. */
    private static final int MOST_ID_LENGTH = 128;

    /** That of a row has the room as well. */
    private static final int MOST_KEY_LENGTH = MOST_ID_LENGTH + 1 + Ids.LONGEST_BYTES;

    private static final int MOST_OFFSET_DIGITS = 18;

    /** For which a check can be asked. */
    private static final Set<LeftFrame> CHECKED = EnumSet.of(LeftFrame.UNGRANTED, LeftFrame.REVOKED);

    private JobReader() {}

    /** @throws RefusedException with the code {@code invalid_job} and what is wrong */
    public static Job read(Json json) {
        if (!json.isObject()) {
            throw refused("it is no object");
        }
        var fields = new MessageFields(json.members());
        if (integer(fields, "version") != Job.VERSION) {
            throw refused("its version is not " + Job.VERSION);
        }
        return switch (text(fields, "job")) {
            case "page" -> new Job.NextPage(room(stream(fields)), offsets(member(fields, "offsets")),
                    cursor(member(fields, "after")));
            case "retry" -> new Job.Retry(stream(fields), offsets(member(fields, "offsets")),
                    connections(member(fields, "connections")),
                    attempt(fields, Job.Retry.MOST_ATTEMPTS));
            case "check" -> check(fields);
            case "state" -> new Job.TellState(valid("room", fields), valid("user", fields));
            default -> throw refused("\"job\" is none of page, retry, check and state");
        };
    }

    private static StreamName stream(MessageFields fields) {
        return StreamName.ofKey(text(fields, "stream"))
                .orElseThrow(() -> refused("\"stream\" names no stream"));
    }

    private static Job.Check check(MessageFields fields) {
        var code = fields.optional("code").map(Json::string).orElse(LeftFrame.UNGRANTED.code());
        var why = LeftFrame.of(code).filter(CHECKED::contains)
                .orElseThrow(() -> refused("\"code\" is neither ungranted nor revoked"));
        return new Job.Check(valid("room", fields), valid("user", fields), why,
                fields.optional("attempt").isPresent() ? attempt(fields, Job.Check.MOST_ATTEMPTS) : 1);
    }

    private static String valid(String name, MessageFields fields) {
        var id = text(fields, name);
        if (!Ids.valid(id)) {
            throw refused("\"%s\" is no id".formatted(name));
        }
        return id;
    }

    /** A user has too few connections for pages. */
    private static StreamName room(StreamName stream) {
        if (stream.user().isPresent()) {
            throw refused("it pages through the stream of one user");
        }
        return stream;
    }

    private static List<Long> offsets(Json json) {
        List<Long> offsets = elements("offsets", json, Job.MOST_OFFSETS).stream()
                .map(element -> integer("offsets", element)).toList();
        for (int i = 0; i < offsets.size(); i++) {
            if (offsets.get(i) <= (i == 0 ? 0 : offsets.get(i - 1))) {
                throw refused("\"offsets\" are not positive and ascending");
            }
        }
        return offsets;
    }

    private static Page.Cursor cursor(Json json) {
        if (!json.isObject()) {
            throw refused("\"after\" is no object");
        }
        var fields = new MessageFields(json.members());
        return new Page.Cursor(id("connection_id", member(fields, "connection_id"), MOST_KEY_LENGTH),
                text(fields, "user_id"));
    }

    private static List<String> connections(Json json) {
        return elements("connections", json, Job.Retry.MOST_CONNECTIONS).stream()
                .map(element -> id("connections", element, MOST_ID_LENGTH)).distinct().toList();
    }

    private static int attempt(MessageFields fields, int most) {
        long attempt = integer(fields, "attempt");
        if (attempt < 1 || attempt > most) {
            throw refused("\"attempt\" is not between 1 and " + most);
        }
        return (int) attempt;
    }

    private static List<Json> elements(String name, Json json, int most) {
        List<Json> elements = json.isArray() ? json.elements() : List.of();
        if (elements.isEmpty() || elements.size() > most) {
            throw refused("\"%s\" is no array of 1 to %d elements".formatted(name, most));
        }
        return elements;
    }

    private static String id(String name, Json json, int longest) {
        if (!json.isString() || json.string().isEmpty() || json.string().length() > longest) {
            throw refused("\"%s\" holds something that is no connection id".formatted(name));
        }
        return json.string();
    }

    private static long integer(MessageFields fields, String name) {
        return integer(name, member(fields, name));
    }

    private static long integer(String name, Json json) {
        if (!json.isInteger() || json.text().length() > MOST_OFFSET_DIGITS) {
            throw refused("\"%s\" holds something that is no integer".formatted(name));
        }
        return Long.parseLong(json.text());
    }

    private static String text(MessageFields fields, String name) {
        Json json = member(fields, name);
        if (!json.isString() || json.string().isEmpty()) {
            throw refused("\"%s\" is no text".formatted(name));
        }
        return json.string();
    }

    private static Json member(MessageFields fields, String name) {
        return fields.optional(name).orElseThrow(() -> refused("it has no member \"%s\"".formatted(name)));
    }

    private static RefusedException refused(String why) {
        return new RefusedException("invalid_job",
                "The job cannot be done: %s. Expected one that this function wrote, or the check of a room."
                        .formatted(why));
    }
}
