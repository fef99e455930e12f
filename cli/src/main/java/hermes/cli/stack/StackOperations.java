package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.terminal.CommandFailed;
import hermes.common.Connection;
import hermes.common.LastFrame;
import hermes.common.inbox.InboxFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * What a backend service and an operator do to a stack. Its text is the stack's name for questions and reports, in the
 * middle of a sentence. Thread-safe.
 *
 * <p>
 * All methods throw {@link CommandFailed} with a sentence for the person if the stack refuses or is not there; those
 * that call AWS themselves also the exceptions of the SDK and of our libraries.
 */
public interface StackOperations extends AutoCloseable {

    /** The template's outputs with their values, in its order. */
    Map<String, String> outputs();

    /** @throws CommandFailed if the stack has no such output */
    default String output(String name) {
        var value = outputs().get(name);
        if (value == null) {
            throw new CommandFailed("the stack has no output " + name
                    + "; it is not a Hermes stack, or an old one that must be deployed again");
        }
        return value;
    }

    /** @throws CommandFailed if no stack would take the user, the room or the lifetime */
    default String issueToken(String user, String room, Duration lifetime, Access access) {
        return issueToken(user, room, lifetime, access, List.of());
    }

    /**
     * @param further rooms that its connections may join beside the room
     * @throws CommandFailed if no stack would take the user, a room or the lifetime
     */
    String issueToken(String user, String room, Duration lifetime, Access access, List<String> further);

    /** From now on no token that was issued before opens a connection of that user to that room, or lets one join it. */
    void revokeTokens(String user, String room);

    /** @throws CommandFailed if the stack has no grants, or would not take the user, the room or the time */
    void grant(String user, String room, Duration time);

    /** @throws CommandFailed if the stack has no grants, or would not take the user or the room */
    void ungrant(String user, String room);

    /**
     * By the ordered queue, if the stack has one.
     *
     * @param notifications each as JSON text, as it stands on the queue; what it says gets there as it is written
     * @return what became of each, in their order; what no queue would take has failed, with an empty id
     */
    List<Publication> publish(List<String> notifications);

    /** As {@link #publish}, by the queue that keeps no order. */
    List<Publication> publishUnordered(List<String> notifications);

    /** Of all rooms; those of a stack on AWS are read while the stream is consumed. */
    Stream<Connection> connections();

    /**
     * In the order of the users.
     *
     * @param user empty for everyone in the room
     */
    List<Connection> connections(String room, Optional<String> user);

    /**
     * What a user has in the inbox of a room; looking changes nothing.
     *
     * @return {@code state}, {@code items} and whether there are {@code more}
     * @throws CommandFailed if the stack has no inboxes
     */
    JsonNode inbox(String room, String user, InboxFilter filter, int limit);

    /**
     * Closes those who are connected now, as {@code @connections} DELETE does, and puts those out of the room that have only
     * joined it. Goes on when one fails.
     *
     * @param user empty for everyone in the room
     * @param lastFrame what their clients are told before, if they can be told; empty for a close without a word
     * @param progress may be told how many more are done, by several threads
     * @throws CommandFailed afterwards, if some could not be closed
     */
    Closings closeConnections(String room, Optional<String> user, Optional<LastFrame> lastFrame,
            IntConsumer progress);

    @Override
    void close();
}
