package hermes.send.inbox;

import hermes.common.Position;
import hermes.common.inbox.Cursor;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.PageRequest;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;

/** Reads which page of the inbox a browser asks for. */
public final class PageReader {
    private PageReader() {}

    /** @throws RefusedException with the code {@code invalid_page} or {@code invalid_position} */
    public static PageRequest read(MessageFields message) {
        return new PageRequest(filter(message), limit(message),
                message.optional("before").map(PageReader::cursor));
    }

    private static InboxFilter filter(MessageFields message) {
        return message.optional("filter").map(json -> switch (json.isString() ? json.string() : "") {
            case "all" -> InboxFilter.ALL;
            case "unread" -> InboxFilter.UNREAD;
            case "archived" -> InboxFilter.ARCHIVED;
            default -> throw refused("\"filter\" is none of \"all\", \"unread\" and \"archived\"");
        }).orElse(InboxFilter.ALL);
    }

    private static int limit(MessageFields message) {
        return message.optional("limit")
                .map(json -> json.offset().filter(limit -> limit >= 1 && limit <= PageRequest.MOST)
                        .orElseThrow(
                                () -> refused("\"limit\" is no whole number from 1 to " + PageRequest.MOST)))
                .map(Long::intValue).orElse(PageRequest.USUAL);
    }

    private static Cursor cursor(Json json) {
        var positions = new MessageFields(json.members());
        return new Cursor(position(positions, "inbox"), position(positions, "announcements"));
    }

    private static Position position(MessageFields positions, String stream) {
        return positions.optionalPosition(stream)
                .orElseThrow(() -> refused("\"before\" has no position \"%s\"".formatted(stream)));
    }

    private static RefusedException refused(String why) {
        return new RefusedException("invalid_page",
                "The page cannot be had: %s. Take \"before\" from \"next\" of the page before, and leave out what you do not need."
                        .formatted(why));
    }
}
