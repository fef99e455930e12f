package hermes.send.inbox;

import hermes.common.OffsetRange;
import hermes.common.inbox.InboxState;
import hermes.common.inbox.Mark;
import hermes.common.inbox.Ranges;
import hermes.common.inbox.StreamMark;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;

/** Reads what a browser marks. */
public final class MarkReader {

    private MarkReader() {}

    /** @throws RefusedException with the code {@code invalid_mark} */
    public static Mark read(MessageFields message, Optional<String> ref) {
        var mark = new Mark(part(message, "inbox"), part(message, "announcements"), ref);
        if (mark.inbox().isEmpty() && mark.announcements().isEmpty()) {
            throw refused("it has neither \"inbox\" nor \"announcements\"");
        }
        return mark;
    }

    private static Optional<StreamMark> part(MessageFields message, String stream) {
        return message.optional(stream).map(json -> {
            if (!json.isObject()) {
                throw refused("\"%s\" is no object".formatted(stream));
            }
            var part = new MessageFields(json.members());
            var epoch = part.optional("epoch").filter(Json::isString).map(Json::string)
                    .orElseThrow(() -> refused("\"%s\" has no text \"epoch\"".formatted(stream)));
            return new StreamMark(epoch, ranges(part, "read"), ranges(part, "unread"),
                    ranges(part, "archived"), ranges(part, "unarchived"),
                    part.optional("seen").map(seen -> offset("seen", seen)).orElse(0L));
        });
    }

    private static Ranges ranges(MessageFields part, String name) {
        return part.optional(name).map(json -> {
            if (!json.isArray() || json.elements().size() > InboxState.MOST_RANGES) {
                throw refused("\"%s\" is no array of at most %d ranges".formatted(name,
                        InboxState.MOST_RANGES));
            }
            return Ranges.of(json.elements().stream().map(range -> range(name, range)).toList());
        }).orElse(Ranges.NONE);
    }

    private static OffsetRange range(String name, Json json) {
        var ends = json.elements();
        if (ends.size() == 2) {
            var range = new OffsetRange(offset(name, ends.getFirst()), offset(name, ends.getLast()));
            if (range.first() >= 1 && range.first() <= range.last()) {
                return range;
            }
        }
        throw refused("\"%s\" holds something that is no range".formatted(name));
    }

    private static long offset(String name, Json json) {
        return json.offset()
                .orElseThrow(() -> refused("\"%s\" holds something that is no offset".formatted(name)));
    }

    private static RefusedException refused(String why) {
        return new RefusedException("invalid_mark",
                "The mark cannot be made: %s. Send one like {\"inbox\":{\"epoch\":\"k3f9\",\"read\":[[97,99]],\"seen\":118}}."
                        .formatted(why));
    }
}
