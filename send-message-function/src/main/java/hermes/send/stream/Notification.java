package hermes.send.stream;

import hermes.common.StreamName;
import java.util.List;
import java.util.Set;

/**
 * One notification on its way to a room, or to some users of it. Immutable.
 *
 * @param to empty for everyone in the room
 * @param inbox whether it belongs in their inboxes
 */
public record Notification(Content content, String room, Set<String> to, boolean inbox) {

    public String id() {
        return content.id();
    }

    /** The same to fewer users. */
    public Notification only(Set<String> users) {
        return new Notification(content, room, users, inbox);
    }

    /** The streams it belongs to: the room's, or that of each user whom it addresses. */
    public List<StreamName> streams() {
        return to.isEmpty()
                ? List.of(inbox ? StreamName.ofAnnouncements(room) : StreamName.ofRoom(room))
                : to.stream().map(this::streamOf).toList();
    }

    private StreamName streamOf(String user) {
        return inbox ? StreamName.ofInbox(room, user) : StreamName.ofUser(room, user);
    }
}
