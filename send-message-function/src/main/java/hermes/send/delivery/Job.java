package hermes.send.delivery;

import hermes.common.Page;
import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import java.util.List;

/**
 * The rest of a delivery, queued by this function for itself. A job names notifications that are stored and
 * never carries their data, and the connections that it may post to are those of the stream's own room or user:
 * whoever forges one can at worst repeat what its receivers got already.
 */
public sealed interface Job {

    /** Changes when an older function could misread a newer job. */
    int VERSION = 1;

    /** What one batch of the queue can append to one stream, and more. */
    int MOST_OFFSETS = 100;

    StreamName stream();

    /** Of the notifications to deliver, ascending. */
    List<Long> offsets();

    String toJson();

    /**
     * The connections of a room that follow a cursor in its index.
     *
     * @param after the cursor that the page before ended with
     */
    record NextPage(StreamName stream, List<Long> offsets, Page.Cursor after) implements Job {

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
                Job {

        /** As many as a page has; about 20 KB of the queue's 1 MiB. */
        static final int MOST_CONNECTIONS = Delivery.PAGE_SIZE;

        /** Over some minutes. After that the notification stays in its stream, and the client's resume brings it. */
        static final int MOST_ATTEMPTS = 6;

        @Override
        public String toJson() {
            return message(start("retry", this).texts("connections", connections).number("attempt", attempt));
        }
    }

    private static JsonObject start(String kind, Job job) {
        return new JsonObject().number("version", VERSION)
                .text("job", kind)
                .text("stream", job.stream().key())
                .array("offsets", job.offsets().stream().map(String::valueOf).toList());
    }

    private static String message(JsonObject job) {
        return new JsonObject().json("hermes", job.toString()).toString();
    }
}
