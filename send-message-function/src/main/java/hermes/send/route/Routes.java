package hermes.send.route;

import hermes.send.delivery.NotificationQueue;
import hermes.send.delivery.Publishing;
import hermes.send.inbox.InboxMessages;
import hermes.send.invocation.Invocation;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.send.queue.QueueMessage;
import hermes.send.stream.Notification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers the messages of browsers. Nothing internal is ever part of an answer. Thread-safe. */
public final class Routes {
    private static final List<String> ACTIONS = List.of("sendMessage", "sendMessageToSQS", "resume", "inbox",
            "mark");

    private final MessageAllowance allowance;
    private final Publishing publishing;
    private final NotificationQueue queue;
    private final Resume resume;
    private final InboxRoutes inbox;

    public Routes(MessageAllowance allowance, Publishing publishing, NotificationQueue queue, Resume resume,
            InboxMessages inbox) {
        this.allowance = allowance;
        this.publishing = publishing;
        this.queue = queue;
        this.resume = resume;
        this.inbox = new InboxRoutes(allowance, inbox);
    }

    /** @return the frame that goes back to the sender */
    public String answer(RouteRequest request, Invocation invocation) {
        Optional<String> ref = Optional.empty();
        try {
            var message = MessageFields.of(request.body());
            ref = Ref.of(message);
            return answer(request, message, ref, invocation);
        } catch (RefusedException e) {
            invocation.log().info("refused", line -> line.text("connection_id", request.connection())
                    .text("code", e.refusal().code()));
            return Answer.refused(e.refusal(), ref);
        } catch (RuntimeException e) {
            invocation.log().error("route_failed", e, line -> line.text("route", request.route())
                    .text("connection_id", request.connection()));
            return Answer.internal(invocation.requestId(), ref);
        }
    }

    private String answer(RouteRequest request, MessageFields message, Optional<String> ref,
            Invocation invocation) {
        return switch (request.route()) {
            case "sendMessage" -> {
                var notification = notification(request, message, ref);
                publish(notification, invocation);
                yield Answer.accepted(notification.id(), ref);
            }
            case "sendMessageToSQS" -> {
                var notification = notification(request, message, ref);
                queue.send(QueueMessage.outgoing(notification), Duration.ZERO);
                yield Answer.accepted(notification.id(), ref);
            }
            case "resume" -> resume.answer(request, ResumeRequest.of(message, ref), invocation);
            case "inbox" -> inbox.page(request, message, ref, invocation);
            case "mark" -> inbox.mark(request, message, ref, invocation);
            default -> throw unknown(message);
        };
    }

    private Notification notification(RouteRequest request, MessageFields message, Optional<String> ref) {
        var notification = BrowserMessage.notification(request, message, ref);
        allowance.spend(request.connection());
        return notification;
    }

    private void publish(Notification notification, Invocation invocation) {
        publishing.publish(List.of(notification), invocation).failure(notification).ifPresent(failure -> {
            throw failure;
        });
        invocation.metrics().published(1);
    }

    private static RefusedException unknown(MessageFields message) {
        String found = message.optional("action").map(Json::text).filter(action -> action.length() <= 100)
                .map("The action %s is not known"::formatted).orElse("The message names no action");
        return new RefusedException("unknown_action",
                "%s; expected one of %s.".formatted(found, String.join(", ", ACTIONS)));
    }
}
