package hermes.send.inbox;

import static java.util.stream.Collectors.groupingBy;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.inbox.InboxView;
import hermes.send.delivery.FanOut;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import java.util.Optional;

/**
 * Tells a user's other devices the state of the inbox, all of it. One frame that gets lost is made good by the next, or
 * by the next resume: a device takes the highest version, so nothing has to be queued for those that cannot be reached.
 * Thread-safe.
 */
public final class StateFrames {
    private final Connections connections;
    private final FanOut fanOut;

    public StateFrames(Connections connections, FanOut fanOut) {
        this.connections = connections;
        this.fanOut = fanOut;
    }

    private static String frame(String room, boolean home, InboxView view) {
        return new JsonObject().text("room_id", Optional.of(room).filter(_ -> !home))
                .json("state", StateJson.of(view)).json("data", "{}").toString();
    }

    /** @param except the connection that is told in another way */
    void post(String room, String user, InboxView view, Optional<String> except, Invocation invocation) {
        try {
            var others = connections.ofUser(room, user).live().stream()
                    .filter(connection -> !except.equals(Optional.of(connection.id())))
                    .collect(groupingBy(Connection::home));
            others.forEach((home, some) -> fanOut.tell(frame(room, home, view), some, invocation));
        } catch (RuntimeException e) {
            invocation.log().error("state_not_told", e,
                    line -> line.text("room_id", room).text("user_id", user));
        }
    }
}
