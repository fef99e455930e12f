package hermes.send.route;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.send.delivery.ConnectionSender;
import hermes.send.inbox.InboxMessages;
import hermes.send.invocation.Invocation;
import hermes.send.json.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a client whole that comes back, and is its heartbeat. The connection is stored before the streams are
 * read: a notification is appended before its receivers are looked up, so each one is in what is read here, or
 * its delivery can find the connection. Thread-safe.
 */
public final class Resume {
    private final Connections connections;
    private final CatchUp catchUp;
    private final InboxCatchUp inboxCatchUp;
    private final Allowance allowance;
    private final ConnectionSender connectionSender;

    /** @param allowance of a user, for what costs more than a look at the streams' heads */
    public Resume(Connections connections, CatchUp catchUp, InboxMessages inbox, Allowance allowance,
            ConnectionSender connectionSender) {
        this.connections = connections;
        this.catchUp = catchUp;
        this.inboxCatchUp = new InboxCatchUp(inbox, catchUp);
        this.allowance = allowance;
        this.connectionSender = connectionSender;
    }

    /**
     * @return the last frame of the answer; those before it have been posted
     * @throws RefusedException if the user has caught up too often, the connection was told so and asks again too soon, or
     *     the frames cannot be posted
     */
    String answer(RouteRequest sender, ResumeRequest request, Invocation invocation) {
        allowance.checkPatience(sender.connection());
        try {
            return caughtUp(sender, request, invocation);
        } catch (RefusedException e) {
            allowance.letWait(sender.connection(), e.refusal());
            throw e;
        }
    }

    private String caughtUp(RouteRequest sender, ResumeRequest request, Invocation invocation) {
        register(sender);
        var own = StreamName.ofUser(sender.room(), sender.user());
        var budget = new CatchUpBudget(() -> allowance.spend(own.key(), 1));
        List<Supplier<CatchUpOutcome>> streams = List.of(
                () -> catchUp.since(StreamName.ofRoom(sender.room()), request.room(), budget),
                () -> catchUp.since(own, request.user(), budget));
        List<CatchUpOutcome> missed = Parallel.map(streams, Supplier::get);
        // After the others, so that an inbox takes nothing of what they may have.
        var inbox = request.inbox().map(asked -> inboxCatchUp.since(sender.owner(), asked, budget));
        var answer = new ResumeAnswer(missed.getFirst(), missed.getLast(), inbox, request);
        var frames = answer.frames();
        if (!frames.post(sender.connection(), connectionSender, invocation)) {
            throw new RefusedException("unavailable",
                    "What was missed could not be sent now. Resume again after a while.");
        }
        count(answer, invocation);
        return frames.last();
    }

    /** A row can be missing if a post failed while the connection was young, or $connect was lost. */
    private void register(RouteRequest sender) {
        var connection = Connection.since(sender.connectedAt(), sender.connection(), sender.room(),
                sender.user()).endingBy(sender.tokenEnd());
        if (!connections.find(sender.connection()).equals(Optional.of(connection))) {
            connections.put(connection);
        }
    }

    private static void count(ResumeAnswer answer, Invocation invocation) {
        answer.recovered().ifPresent(recovered -> {
            if (recovered) {
                invocation.metrics().recovered();
            } else {
                invocation.metrics().notRecovered();
            }
        });
    }
}
