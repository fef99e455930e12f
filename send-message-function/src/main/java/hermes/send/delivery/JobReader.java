package hermes.send.delivery;

import hermes.common.Page;
import hermes.common.StreamName;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.List;

/** Reads a delivery job and takes nothing that this function would not have written. */
public final class JobReader {

    /** API Gateway's ids have 16 characters; the bound only keeps nonsense out of DynamoDB's keys. */
    private static final int MOST_ID_LENGTH = 128;

    private static final int MOST_OFFSET_DIGITS = 18;

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
        StreamName stream = StreamName.ofKey(text(fields, "stream"))
                .orElseThrow(() -> refused("\"stream\" names no stream"));
        List<Long> offsets = offsets(member(fields, "offsets"));
        return switch (text(fields, "job")) {
            case "page" -> new Job.NextPage(room(stream), offsets, cursor(member(fields, "after")));
            case "retry" -> new Job.Retry(stream, offsets, connections(member(fields, "connections")),
                    attempt(fields));
            default -> throw refused("\"job\" is neither page nor retry");
        };
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
        return new Page.Cursor(id("connection_id", member(fields, "connection_id")),
                text(fields, "user_id"));
    }

    private static List<String> connections(Json json) {
        return elements("connections", json, Job.Retry.MOST_CONNECTIONS).stream()
                .map(element -> id("connections", element)).distinct().toList();
    }

    private static int attempt(MessageFields fields) {
        long attempt = integer(fields, "attempt");
        if (attempt < 1 || attempt > Job.Retry.MOST_ATTEMPTS) {
            throw refused("\"attempt\" is not between 1 and " + Job.Retry.MOST_ATTEMPTS);
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

    private static String id(String name, Json json) {
        if (!json.isString() || json.string().isEmpty() || json.string().length() > MOST_ID_LENGTH) {
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
                "The delivery job cannot be done: %s. Only this function writes jobs.".formatted(why));
    }
}
