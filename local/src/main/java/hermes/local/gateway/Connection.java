package hermes.local.gateway;

import hermes.local.route.ConnectionInfo;
import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;
import hermes.local.websocket.FrameEncoder;
import hermes.local.websocket.ProtocolViolation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private final ConnectionInfo info;
    private final ClientSocket socket;
    private final FrameWriter writer;
    private final GatewayContext gateway;
    private final Keeper keeper;
    private final AtomicReference<CloseStatus> ended = new AtomicReference<>();
    private volatile Instant lastActiveAt;

    Connection(ConnectionInfo info, ClientSocket socket, GatewayContext gateway, Keeper keeper) {
        this.info = info;
        this.socket = socket;
        this.writer = new FrameWriter(socket, gateway.limits().waitingBytes());
        this.gateway = gateway;
        this.keeper = keeper;
        this.lastActiveAt = gateway.clock().instant();
    }

    ConnectionInfo info() {
        return info;
    }

    String id() {
        return info.connectionId();
    }

    Limits limits() {
        return gateway.limits();
    }

    Instant lastActiveAt() {
        return lastActiveAt;
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** Restarts the idle time: a message came, or was posted. Whether an answer does is unknown, so it does not. */
    void active() {
        lastActiveAt = gateway.clock().instant();
    }

    FrameWriter.Offer send(byte[] utf8) {
        FrameWriter.Offer offer = writer.offer(FrameEncoder.text(utf8, gateway.limits().frameBytes()));
        if (offer == FrameWriter.Offer.TAKEN) {
            gateway.tell(new GatewayEvent.Sent(id(), utf8.length));
        }
        return offer;
    }

    /** RFC 6455, 5.5.3 lets us leave pings unanswered, which a client that reads nothing deserves. */
    void pong(byte[] payload) {
        writer.offer(List.of(FrameEncoder.pong(payload)));
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
        writer.whenWritten(socket::hangUp);
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
        writer.whenWritten(() -> shutdownWrites(channel));
    }

    /** Ends it without a close frame, as a broken network does. */
    void lose(String explanation) {
        if (ended.compareAndSet(null, CloseStatus.LOST)) {
            writer.discard();
            keeper.ended(this, CloseStatus.LOST, explanation);
        }
        socket.hangUp();
    }

    /** The client has its 101. */
    void open(StreamConnection channel) {
        writer.open(channel.getSinkChannel());
    }

    /** The TCP connection is closed. */
    void gone() {
        lose("the TCP connection ended without a close frame");
        writer.discard();
        keeper.gone(this);
    }

    void execute(Runnable ioTask) {
        socket.execute(ioTask);
    }

    void executeAfter(Duration wait, Runnable ioTask) {
        socket.executeAfter(wait, ioTask);
    }

    private void finish(CloseStatus status, String explanation) {
        // Before the close frame: where the socket is broken, writing it closes the socket, and that is told on this thread.
        keeper.ended(this, status, explanation);
        writer.finish(FrameEncoder.close(status));
    }

    private void shutdownWrites(StreamConnection channel) {
        try {
            channel.getSinkChannel().shutdownWrites();
        } catch (IOException _) {
            socket.hangUp();
        }
    }
}
