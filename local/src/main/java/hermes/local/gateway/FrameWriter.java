package hermes.local.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * The frames that wait for a client to read them, bounded in bytes. Thread-safe, and nobody ever waits: whoever offers
 * a frame writes it, unless somebody else is writing, who then goes on with it. What the socket does not take is
 * written by its I/O thread as soon as it does.
 */
final class FrameWriter {

    enum Offer {
        TAKEN, FULL, CLOSED
    }

    private enum Writing {
        NOBODY, SOMEBODY, WHEN_THE_SOCKET_TAKES_MORE
    }

    private static final int FRAMES_PER_WRITE = 32;

    private final ClientSocket socket;
    private final int limitBytes;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>(1);
    private long waitingBytes;

    /** Null until the client has its 101; what is offered before goes out right after it. */
    private ConduitStreamSinkChannel sink;
    private Writing writing = Writing.NOBODY;
    private boolean closed;
    private Runnable afterLast = () -> {};

    FrameWriter(ClientSocket socket, int limitBytes) {
        this.socket = socket;
        this.limitBytes = limitBytes;
    }

    /** Takes all frames or none. When nothing waits it takes a message of any size. */
    Offer offer(List<ByteBuffer> frames) {
        synchronized (this) {
            if (closed) {
                return Offer.CLOSED;
            }
            int bytes = 0;
            for (ByteBuffer frame : frames) {
                bytes += frame.remaining();
            }
            if (waitingBytes > 0 && waitingBytes + bytes > limitBytes) {
                return Offer.FULL;
            }
            waiting.addAll(frames);
            waitingBytes += bytes;
        }
        write();
        return Offer.TAKEN;
    }

    /** Takes the close frame, whatever waits, and nothing after it. */
    void finish(ByteBuffer closeFrame) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(closeFrame);
        }
        write();
    }

    /** @param task runs on the I/O thread when nothing waits any more; never if the socket broke before */
    synchronized void whenWritten(Runnable task) {
        afterLast = task;
        if (waiting.isEmpty() && writing == Writing.NOBODY) {
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
    void open(ConduitStreamSinkChannel channel) {
        synchronized (this) {
            sink = channel;
            sink.setWriteListener(_ -> goOn());
        }
        write();
    }

    private void write() {
        if (begins(Writing.NOBODY)) {
            writeAll();
        }
    }

    private void goOn() {
        if (begins(Writing.WHEN_THE_SOCKET_TAKES_MORE)) {
            sink.suspendWrites();
            writeAll();
        }
    }

    private synchronized boolean begins(Writing before) {
        if (sink == null || writing != before || waiting.isEmpty() && before == Writing.NOBODY) {
            return false;
        }
        writing = Writing.SOMEBODY;
        return true;
    }

    /** By one thread at a time. */
    private void writeAll() {
        try {
            for (ByteBuffer[] batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
                long written = sink.write(batch, 0, batch.length);
                if (written == 0) {
                    waitForTheSocket();
                    return;
                }
                settle(written);
            }
        } catch (IOException _) {
            // The socket's close listener tells the connection that it is lost.
            socket.hangUp();
        } catch (RuntimeException e) {
            // Nobody else would ever write again.
            socket.hangUp();
            throw e;
        }
    }

    /** Empty when all is written; then the next offer starts over. */
    private synchronized ByteBuffer[] nextBatch() {
        var batch = new ByteBuffer[Math.min(waiting.size(), FRAMES_PER_WRITE)];
        var frames = waiting.iterator();
        for (int i = 0; i < batch.length; i++) {
            batch[i] = frames.next();
        }
        if (batch.length == 0) {
            writing = Writing.NOBODY;
            if (closed) {
                socket.execute(afterLast);
            }
        }
        return batch;
    }

    private synchronized void waitForTheSocket() {
        writing = Writing.WHEN_THE_SOCKET_TAKES_MORE;
        sink.resumeWrites();
    }

    private synchronized void settle(long written) {
        waitingBytes = Math.max(0, waitingBytes - written);
        while (!waiting.isEmpty() && !waiting.peek().hasRemaining()) {
            waiting.remove();
        }
    }
}
