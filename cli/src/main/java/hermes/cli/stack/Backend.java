package hermes.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.CommandFailed;
import java.time.Duration;

/** What a command does in place of a backend service. For one thread. */
public interface Backend extends AutoCloseable {

    /**
     * @throws CommandFailed
     *             if no stack would take the user, the room or the lifetime
     */
    String issueToken(String user, String room, Duration lifetime, boolean maySend);

    /**
     * @return {@code ids} of those that the queue took, and only if there are others {@code failed}: the index of each
     *         among the notifications, and the reason
     */
    ObjectNode publish(ArrayNode notifications);

    @Override
    void close();
}
