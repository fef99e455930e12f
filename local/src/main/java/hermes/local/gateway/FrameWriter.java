package hermes.local.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * The frames that wait for a client to read them, bounded in bytes. Thread-safe: anybody may offer, the
 * socket's I/O thread writes, and nobody ever waits.
 */
final class FrameWriter {

    enum Offer {
        TAKEN, FULL, CLOSED
    }

    private static final int BUFFERS_PER_WRITE = 64;

    private final ClientSocket socket;
    private final int limitBytes;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /** Null until the client has its 101; what is offered before goes out right after it. */
    private ConduitStreamSinkChannel sink;
    private boolean writing;
    private boolean closed;
    private Runnable afterLast = () -> {};

    FrameWriter(ClientSocket socket, int limitBytes) {
        this.socket = socket;
        this.limitBytes = limitBytes;
    }

    /** Takes all frames or none. When nothing waits it takes a message of any size. */
    synchronized Offer offer(Collection<ByteBuffer> frames) {
        if (closed) {
            return Offer.CLOSED;
        }
        int bytes = frames.stream().mapToInt(ByteBuffer::remaining).sum();
        if (waitingBytes > 0 && waitingBytes + bytes > limitBytes) {
            return Offer.FULL;
        }
        add(frames, bytes);
        return Offer.TAKEN;
    }

    /** Takes the close frame, whatever waits, and nothing after it. */
    synchronized void finish(Collection<ByteBuffer> closeFrame) {
        if (!closed) {
            closed = true;
            add(closeFrame, 0);
        }
    }

    /** @param task runs on the I/O thread when nothing waits any more; never if the socket broke before */
    synchronized void whenWritten(Runnable task) {
        afterLast = task;
        if (waiting.isEmpty() && !writing) {
            socket.execute(task);
        }
    }

    /** Frees what waits for a client that is gone. */
    synchronized void discard() {
        closed = true;
        waiting.clear();
        waitingBytes = 0;
    }

    /** The client has its 101. */
    synchronized void open(ConduitStreamSinkChannel channel) {
        sink = channel;
        sink.setWriteListener(_ -> write());
        startWriting();
    }

    private void add(Collection<ByteBuffer> frames, int bytes) {
        waiting.addAll(frames);
        waitingBytes += bytes;
        startWriting();
    }

    private void startWriting() {
        if (sink != null && !writing && !waiting.isEmpty()) {
            writing = true;
            socket.execute(this::write);
        }
    }

    private void write() {
        try {
            for (ByteBuffer[] batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
                long written = sink.write(batch, 0, batch.length);
                if (written == 0) {
                    sink.resumeWrites();
                    return;
                }
                settle(written);
            }
            sink.suspendWrites();
        } catch (IOException _) {
            // The socket's close listener tells the connection that it is lost.
            socket.hangUp();
        }
    }

    /** Empty when all is written; then the next offer starts over. */
    private ByteBuffer[] nextBatch() {
        Runnable done;
        synchronized (this) {
            if (!waiting.isEmpty()) {
                return waiting.stream().limit(BUFFERS_PER_WRITE).toArray(ByteBuffer[]::new);
            }
            writing = false;
            done = afterLast;
        }
        done.run();
        return new ByteBuffer[0];
    }

    private synchronized void settle(long written) {
        waitingBytes = Math.max(0, waitingBytes - written);
        while (!waiting.isEmpty() && !waiting.peek().hasRemaining()) {
            waiting.remove();
        }
    }
}
