package hermes.send.route;

import hermes.common.Connections;
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
import java.util.function.Consumer;

/** Answers the messages of browsers. Nothing internal is ever part of an answer. Thread-safe. */
public final class Routes {
    private static final List<String> ACTIONS = List.of("sendMessage", "sendMessageToSQS", "resume", "inbox",
            "mark", "leave");

    private final TokenEnd tokenEnd;
    private final Allowance allowance;
    private final Publishing publishing;
    private final NotificationQueue queue;
    private final Resume resume;
    private final Rooms rooms;
    private final InboxRoutes inbox;

    public Routes(TokenEnd tokenEnd, Connections connections, Allowance allowance, Publishing publishing,
            NotificationQueue queue, Resume resume, InboxMessages inbox) {
        this.tokenEnd = tokenEnd;
        this.allowance = allowance;
        this.publishing = publishing;
        this.queue = queue;
        this.resume = resume;
        this.rooms = new Rooms(connections, allowance);
        this.inbox = new InboxRoutes(rooms, inbox);
    }

    /** @return the frame that goes back to the sender */
    public String answer(RouteRequest request, Invocation invocation) {
        Optional<String> ref = Optional.empty();
        try {
            var message = MessageFields.of(request.body());
            ref = Ref.of(message);
            tokenEnd.check(request, invocation);
            return answer(request, message, ref, invocation);
        } catch (RefusedException e) {
            invocation.log().info("refused", line -> line.text("connection_id", request.connection())
                    .text("code", e.refusal().code()));
            return AnswerJson.refused(e.refusal(), ref);
        } catch (RuntimeException e) {
            invocation.log().error("route_failed", e, line -> line.text("route", request.route())
                    .text("connection_id", request.connection()));
            return AnswerJson.internal(invocation.requestId(), ref);
        }
    }

    private String answer(RouteRequest request, MessageFields message, Optional<String> ref,
            Invocation invocation) {
        return switch (request.route()) {
            case "sendMessage" -> accept(request, message, ref, all -> publish(all, invocation));
            case "sendMessageToSQS" -> accept(request, message, ref, this::enqueue);
            case "resume" -> resume.answer(request, ResumeRequest.of(message, ref), invocation);
            case "inbox" -> inbox.page(request, message, ref, invocation);
            case "mark" -> inbox.mark(request, message, ref, invocation);
            case "leave" -> rooms.leave(request, message, ref);
            default -> throw unknown(message);
        };
    }

    private String accept(RouteRequest request, MessageFields message, Optional<String> ref,
            Consumer<List<Notification>> way) {
        var several = BrowserMessage.several(request, message);
        var all = several.orElseGet(() -> List.of(BrowserMessage.notification(request, message, ref)));
        allowance.spend(request.connection(), all.stream().mapToInt(one -> one.streams().size()).sum());
        rooms.requireJoined(request, all.stream().map(Notification::room).toList());
        way.accept(all);
        var ids = all.stream().map(Notification::id).toList();
        return several.isPresent() ? AnswerJson.accepted(ids, ref) : AnswerJson.accepted(ids.getFirst(), ref);
    }

    private void publish(List<Notification> all, Invocation invocation) {
        publishing.publish(all, invocation).failures().values().stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
        invocation.metrics().published(all.size());
    }

    private void enqueue(List<Notification> all) {
        all.forEach(notification -> queue.send(QueueMessage.outgoing(notification), Duration.ZERO));
    }

    private static RefusedException unknown(MessageFields message) {
        String found = message.optional("action").map(Json::text).filter(action -> action.length() <= 100)
                .map("The action %s is not known"::formatted).orElse("The message names no action");
        return new RefusedException("unknown_action",
                "%s; expected one of %s.".formatted(found, String.join(", ", ACTIONS)));
    }
}
