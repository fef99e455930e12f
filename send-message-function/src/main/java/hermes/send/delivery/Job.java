package hermes.send.delivery;

import hermes.common.LeftFrame;
import hermes.common.Page;
import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import java.util.List;

/**
 * Work that is queued. The rest of a delivery this function queues for itself: such a job names notifications that are stored
 * and never carries their data, and the connections that it may post to are those of the stream's own room or user. So
 * whoever forges one can at worst repeat what its receivers got already. To check who is in a room and to tell an inbox
 * backends ask as well.
 */
public sealed interface Job {

    /** Changes when an older function could misread a newer job. */
    int VERSION = 1;

    /** What one batch of the queue can append to one stream, and more. */
    int MOST_OFFSETS = 100;

    /** That it is about. */
    String room();

    /** That it is about, for the log. */
    List<StreamName> streams();

    String toJson();

    /** What is left of a delivery. */
    sealed interface OfDelivery extends Job {

        StreamName stream();

        /** Of the notifications to deliver, ascending. */
        List<Long> offsets();

        @Override
        default String room() {
            return stream().room();
        }

        @Override
        default List<StreamName> streams() {
            return List.of(stream());
        }
    }

    /**
     * The connections of a room that follow a cursor in its index.
     *
     * @param after the cursor that the page before ended with
     */
    record NextPage(StreamName stream, List<Long> offsets, Page.Cursor after) implements OfDelivery {

        @Override
        public String toJson() {
            var cursor = new JsonObject().text("user_id", after.user())
                    .text("connection_id", after.connection());
            return message(start("page", this).json("after", cursor.toString()));
        }
    }

    /**
     * Connections that could not be reached.
     *
     * @param attempt counts from 1; the first delivery is not one
     */
    record Retry(StreamName stream, List<Long> offsets, List<String> connections, int attempt)
            implements
                OfDelivery {

        /** As many as a page has; about 20 KB of the queue's 1 MiB. */
        static final int MOST_CONNECTIONS = Delivery.PAGE_SIZE;

        /** Over some minutes. After that the notification stays in its stream, and the client's resume brings it. */
        static final int MOST_ATTEMPTS = 6;

        @Override
        public String toJson() {
            return message(start("retry", this).texts("connections", connections).number("attempt", attempt));
        }
    }

    /**
     * Whether a user's connections may still be in a further room. Whoever forges one takes from nobody what is granted.
     *
     * @param why those are told that may not
     * @param attempt counts from 1: the index of connections is behind, so one check is not enough
     */
    record Check(String room, String user, LeftFrame why, int attempt) implements Job {

        static final int MOST_ATTEMPTS = 2;

        @Override
        public List<StreamName> streams() {
            return List.of();
        }

        @Override
        public String toJson() {
            return message(new JsonObject().number("version", VERSION).text("job", "check").text("room", room)
                    .text("user", user).text("code", why.code()).number("attempt", attempt));
        }
    }

    /**
     * A user's devices are to be told the state of the inbox, which a backend has changed. Whoever forges one has them
     * told what they know.
     */
    record TellState(String room, String user) implements Job {

        @Override
        public List<StreamName> streams() {
            return List.of();
        }

        @Override
        public String toJson() {
            return message(new JsonObject().number("version", VERSION).text("job", "state").text("room", room)
                    .text("user", user));
        }
    }

    private static JsonObject start(String kind, OfDelivery job) {
        return new JsonObject().number("version", VERSION)
                .text("job", kind)
                .text("stream", job.stream().key())
                .array("offsets", job.offsets().stream().map(String::valueOf).toList());
    }

    private static String message(JsonObject job) {
        return new JsonObject().json("hermes", job.toString()).toString();
    }
}
