package hermes.send.route;

import hermes.common.NotificationLimits;
import hermes.send.json.Json;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.send.stream.Admission;
import hermes.send.stream.Content;
import hermes.send.stream.Notification;
import java.util.List;
import java.util.Optional;

/** Reads the notifications that a browser sends, one or several in a message. */
final class BrowserMessage {

    private BrowserMessage() {}

    /**
     * @return several, in the order in which they are to be appended; empty if the message is one notification itself
     * @throws RefusedException if one of them cannot be taken, or they are too many
     */
    static Optional<List<Notification>> several(RouteRequest request, MessageFields message) {
        return message.optional("messages").map(Json::elements).map(messages -> {
            if (messages.isEmpty() || messages.size() > NotificationLimits.MOST_MESSAGES_OF_A_BROWSER
                    || !messages.stream().allMatch(Json::isObject)) {
                throw new RefusedException("invalid_messages",
                        "\"messages\" is no array of 1 to %d objects; expected some like {\"data\": ..., \"ref\": \"9f2c\"}."
                                .formatted(NotificationLimits.MOST_MESSAGES_OF_A_BROWSER));
            }
            return messages.stream().map(one -> named(request, message, new MessageFields(one.members())))
                    .toList();
        });
    }

    /** The gateway's message id is the same for all that come in one message. */
    private static Notification named(RouteRequest request, MessageFields outer, MessageFields message) {
        message.required("ref");
        return notification(request, message, room(message, room(outer, request.room())),
                Ref.of(message));
    }

    private static String room(MessageFields message, String other) {
        return message.optionalId("room_id").orElse(other);
    }

    /**
     * @throws RefusedException if the sender may only listen, or the message is no notification
     */
    static Notification notification(RouteRequest request, MessageFields message, Optional<String> ref) {
        return notification(request, message, room(message, request.room()), ref);
    }

    private static Notification notification(RouteRequest request, MessageFields message, String room,
            Optional<String> ref) {
        if (!request.maySend()) {
            throw new RefusedException("not_allowed", "The token of this connection allows to listen only.");
        }
        var content = new Content(id(request, ref), JsonObject.quoted(request.user()),
                message.required("data").text(), Optional.empty());
        return Admission.checked(new Notification(content, room,
                message.addressees(NotificationLimits.MOST_USERS_OF_A_BROWSER, "too_many_users"),
                message.flag("inbox")));
    }

    /**
     * No browser can take another's id, or one that a backend would give: what follows the last "/" is the
     * client's choice, what stands before it is not.
     */
    private static String id(RouteRequest request, Optional<String> ref) {
        return ref.map(own -> request.user() + "/" + own).orElse(request.messageId());
    }
}
