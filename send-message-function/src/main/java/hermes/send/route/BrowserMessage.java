package hermes.send.route;

import hermes.common.NotificationLimits;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.send.stream.Admission;
import hermes.send.stream.Content;
import hermes.send.stream.Notification;
import java.util.Optional;

/** Reads the notification that a browser sends. */
final class BrowserMessage {

    private BrowserMessage() {}

    /**
     * @throws RefusedException if the sender may only listen, or the message is no notification
     */
    static Notification notification(RouteRequest request, MessageFields message, Optional<String> ref) {
        if (!request.maySend()) {
            throw new RefusedException("not_allowed", "The token of this connection allows to listen only.");
        }
        var content = new Content(id(request, ref), JsonObject.quoted(request.user()),
                message.required("data").text(), Optional.empty());
        return Admission.checked(new Notification(content, request.room(),
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
