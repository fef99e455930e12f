package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;
import hermes.local.websocket.FrameEncoder;
import hermes.local.websocket.ProtocolViolation;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.xnio.StreamConnection;

/**
 * One client, from the moment its handshake was accepted. It ends once, whoever ends it and however many try:
 * the first status is the one that {@code $disconnect} gets. Thread-safe.
 */
final class Connection {

    /** Who keeps connections. Each method is called once, in this order, by any thread. */
    interface Keeper {

        void ended(Connection connection, CloseStatus status, String explanation);

        void gone(Connection connection);
    }

    private final ConnectionInfo session;
    private final ClientSocket socket;
    private final FrameWriter outbox;
    private final GatewayContext core;
    private final Keeper keeper;
    private final AtomicReference<CloseStatus> ended = new AtomicReference<>();
    private volatile Instant lastActiveAt;

    Connection(ConnectionInfo session, ClientSocket socket, GatewayContext core, Keeper keeper) {
        this.session = session;
        this.socket = socket;
        this.outbox = new FrameWriter(socket, core.limits().waitingBytes());
        this.core = core;
        this.keeper = keeper;
        this.lastActiveAt = core.clock().instant();
    }

    ConnectionInfo session() {
        return session;
    }

    String id() {
        return session.connectionId();
    }

    Limits limits() {
        return core.limits();
    }

    Instant lastActiveAt() {
        return lastActiveAt;
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** Restarts the idle time: a message came, or was posted. Whether an answer does is unknown, so it does not. */
    void active() {
        lastActiveAt = core.clock().instant();
    }

    /** @param utf8 must not change afterwards */
    FrameWriter.Offer send(byte[] utf8) {
        FrameWriter.Offer offer = outbox.offer(FrameEncoder.text(utf8, core.limits().frameBytes()));
        if (offer == FrameWriter.Offer.TAKEN) {
            core.tell(new GatewayEvent.Sent(id(), utf8.length));
        }
        return offer;
    }

    /** RFC 6455, 5.5.3 lets us leave pings unanswered, which a client that reads nothing deserves. */
    void pong(byte[] payload) {
        outbox.offer(FrameEncoder.pong(payload));
    }

    /** From our side: the client is told, and has a moment to answer. */
    void close(CloseStatus status, String explanation) {
        if (ended.compareAndSet(null, status)) {
            finish(status, explanation);
        }
    }

    /** A close frame came: the last word of the client, or its answer to ours. */
    void closedByClient(CloseStatus status) {
        if (ended.compareAndSet(null, status)) {
            finish(status, "the client closed it");
        }
        outbox.whenWritten(socket::hangUp);
    }

    /**
     * The client broke the protocol.
     *
     * @param channel closed for writing only: with bytes of the client unread, a full close would reset the
     *     connection, and the client might never see the close frame
     */
    void violated(ProtocolViolation violation, StreamConnection channel) {
        var status = new CloseStatus(violation.closeCode(), "");
        if (ended.compareAndSet(null, status)) {
            finish(status, violation.getMessage());
        }
        outbox.whenWritten(() -> shutdownWrites(channel));
    }

    /** Ends it without a close frame, as a broken network does. */
    void lose(String explanation) {
        if (ended.compareAndSet(null, CloseStatus.LOST)) {
            outbox.discard();
            keeper.ended(this, CloseStatus.LOST, explanation);
        }
        socket.hangUp();
    }

    /** The client has its 101. */
    void open(StreamConnection channel) {
        outbox.open(channel.getSinkChannel());
    }

    /** The TCP connection is closed. */
    void gone() {
        lose("the TCP connection ended without a close frame");
        outbox.discard();
        keeper.gone(this);
    }

    void execute(Runnable ioTask) {
        socket.execute(ioTask);
    }

    private void finish(CloseStatus status, String explanation) {
        outbox.finish(FrameEncoder.close(status));
        keeper.ended(this, status, explanation);
    }

    private void shutdownWrites(StreamConnection channel) {
        try {
            channel.getSinkChannel().shutdownWrites();
        } catch (IOException _) {
            socket.hangUp();
        }
    }
}
