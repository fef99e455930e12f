package hermes.local.gateway;

import hermes.local.websocket.ClientMessage;
import hermes.local.websocket.CloseStatus;
import hermes.local.websocket.MessageAssembler;
import hermes.local.websocket.ProtocolViolation;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Reads what one client says, on its I/O thread, and stops reading while too many of its messages are being
 * worked on, or when they come too fast: TCP then makes the client wait. Holds no buffer while nothing comes.
 */
final class FrameReader {

    /** What to do with a message, without waiting for it. */
    interface Receiver {

        /** @param done to be called once, by any thread */
        void receive(Connection connection, ClientMessage.Text message, Runnable done);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final StreamConnection channel;
    private final ConduitStreamSourceChannel source;
    private final ByteBufferPool buffers;
    private final MessageAssembler messages;
    private final Receiver receiver;
    private final int mostInFlight;
    private final Pace pace;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean paused;

    /** Only the I/O thread knows. */
    private boolean tooFast;

    /** What had been read when it paused. */
    private ByteBuffer rest = NOTHING;

    /** After a violation the bytes have no meaning any more, but must be read: see {@link Connection#violated}. */
    private boolean deaf;

    /** @param buffers lends one buffer at a time, while bytes come */
    FrameReader(Connection connection, StreamConnection channel, ByteBufferPool buffers, Receiver receiver) {
        this.connection = connection;
        this.channel = channel;
        this.source = channel.getSourceChannel();
        this.buffers = buffers;
        this.messages = new MessageAssembler(connection.limits().messageBytes(),
                connection.limits().frameBytes());
        this.receiver = receiver;
        this.mostInFlight = connection.limits().inFlight();
        this.pace = new Pace(connection.limits().messagesAtOnce(), connection.limits().messagesASecond(),
                System.nanoTime());
    }

    void start() {
        source.setReadListener(_ -> read());
        source.wakeupReads();
    }

    private void read() {
        try (PooledByteBuffer pooled = buffers.allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            takeRest();
            while (!paused) {
                buffer.clear();
                int count = source.read(buffer);
                if (count < 0) {
                    connection.lose("the client closed TCP without a close frame");
                }
                if (count <= 0) {
                    return;
                }
                take(buffer.flip());
            }
        } catch (IOException e) {
            connection.lose("reading failed: " + e.getMessage());
        }
    }

    private void takeRest() {
        ByteBuffer bytes = rest;
        rest = NOTHING;
        take(bytes);
    }

    private void take(ByteBuffer bytes) {
        try {
            while (!deaf && !paused) {
                Optional<ClientMessage> message = messages.next(bytes);
                if (message.isEmpty()) {
                    return;
                }
                take(message.get());
            }
        } catch (ProtocolViolation e) {
            deaf = true;
            connection.violated(e, channel);
        }
        if (paused) {
            rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }

    private void take(ClientMessage message) {
        switch (message) {
            case ClientMessage.Text text -> take(text);
            case ClientMessage.Ping(byte[] payload) -> connection.pong(payload);
            case ClientMessage.Pong _ -> {
                // Nobody asked, which RFC 6455, 5.5.3 allows. Whether it keeps a connection from being idle is
                // not known of AWS, and the same is true of pings: here neither does.
            }
            case ClientMessage.Close(CloseStatus status) -> {
                deaf = true;
                connection.closedByClient(status);
            }
        }
    }

    private void take(ClientMessage.Text message) {
        if (connection.hasEnded()) {
            return;
        }
        var wait = pace.next(System.nanoTime());
        if (wait.isPositive()) {
            tooFast = true;
            connection.executeAfter(wait, this::slowAgain);
        }
        if (inFlight.incrementAndGet() >= mostInFlight || tooFast) {
            pause();
        }
        receiver.receive(connection, message, this::done);
    }

    private void pause() {
        paused = true;
        source.suspendReads();
        if (inFlight.get() < mostInFlight) {
            // The last one was done before it could see the pause.
            connection.execute(this::resume);
        }
    }

    private void slowAgain() {
        tooFast = false;
        resume();
    }

    private void done() {
        inFlight.decrementAndGet();
        if (paused) {
            connection.execute(this::resume);
        }
    }

    private void resume() {
        if (paused && !tooFast && inFlight.get() < mostInFlight) {
            paused = false;
            source.resumeReads();
            read();
        }
    }
}
