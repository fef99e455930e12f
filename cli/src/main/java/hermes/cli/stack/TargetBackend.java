package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.backend.Access;
import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.Publication;
import hermes.cli.stack.Stack.Published;
import hermes.cli.terminal.CommandFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does it with the library for backends, which reads the secrets once. Safe for use by several threads. */
final class TargetBackend implements Backend {

    private final Target target;
    private final Hermes library;

    /** @param target is closed with this */
    TargetBackend(Target target) {
        this.target = target;
        this.library = target.backend();
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, boolean maySend) {
        try {
            return issue(user, room, lifetime, maySend);
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailed(impossible.getMessage(), impossible);
        }
    }

    /**
     * @throws IllegalArgumentException
     *             if no stack would take the user, the room or the lifetime
     */
    String issue(String user, String room, Duration lifetime, boolean maySend) {
        return library.tokens().issue(user, room, lifetime, maySend ? Access.SEND_AND_LISTEN : Access.LISTEN);
    }

    @Override
    public ObjectNode publish(ArrayNode notifications) {
        return Published.report(publishAll(notifications.valueStream().toList()));
    }

    /** @return what became of each, in their order */
    List<Published> publishAll(List<JsonNode> notifications) {
        Published[] outcomes = new Published[notifications.size()];
        List<Notification> accepted = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int index = 0; index < outcomes.length; index++) {
            try {
                accepted.add(Notification.parse(notifications.get(index).toString()));
                indexes.add(index);
            } catch (IllegalArgumentException wrong) {
                outcomes[index] = new Published.Rejected(wrong.getMessage());
            }
        }
        List<Publication> publications = library.publisher().publish(accepted);
        for (int index = 0; index < indexes.size(); index++) {
            outcomes[indexes.get(index)] = outcome(publications.get(index));
        }
        return List.of(outcomes);
    }

    private static Published outcome(Publication publication) {
        return switch (publication) {
            case Publication.Queued(String id) -> new Published.Queued(id);
            case Publication.Failed(_, String reason) -> new Published.Rejected(reason);
        };
    }

    @Override
    public void close() {
        library.close();
        target.close();
    }
}
