package hermes.benchmarks.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * WebSocket connections that say nothing and count the bytes that come: as little as a client can do. Thread-safe.
 */
public final class Crowd implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int SECONDS = 1_000;
    private static final int AT_ONCE = 4;

    /** A masked close frame of 1000 (RFC 6455, 5.5.1), the mask being 0. */
    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8};

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final ConcurrentLinkedQueue<SocketChannel> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    public Crowd(InetSocketAddress server) throws IOException {
        this.server = server;
        Thread.ofPlatform().daemon().name("crowd").start(this::listen);
    }

    /**
     * Returns when all are open.
     *
     * @param paths one of each connection, with the query that the server needs
     */
    public void open(List<String> paths) throws IOException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var handshakes = paths.stream().map(path -> (Callable<Void>) () -> open(path)).toList();
            for (var handshake : threads.invokeAll(handshakes)) {
                handshake.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a connection was not opened: " + e.getCause().getMessage(), e);
        }
    }

    /** How many bytes of frames have come. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Waits until so many bytes have come.
     *
     * @throws IOException if they do not come within half a minute
     */
    public void awaitBytes(long expected) throws IOException, InterruptedException {
        for (int waited = 0; bytes() < expected; waited++) {
            if (waited == 30 * SECONDS) {
                throw new IOException(
                        "%d bytes of frames have come, expected %d".formatted(bytes(), expected));
            }
            Thread.sleep(1);
        }
        if (bytes() > expected || ended.get() > 0) {
            throw new IOException("%d bytes of frames have come, expected %d; %d connections have ended"
                    .formatted(bytes(), expected, ended.get()));
        }
    }

    /** All say goodbye, and leave. For one thread. */
    @Override
    public void close() throws IOException {
        if (!selector.isOpen()) {
            return;
        }
        for (var key : selector.keys()) {
            try (var channel = (SocketChannel) key.channel()) {
                channel.write(ByteBuffer.wrap(GOODBYE));
            }
        }
        selector.close();
    }

    private Void open(String path) throws IOException {
        var channel = SocketChannel.open(server);
        channel.socket().setTcpNoDelay(true);
        channel.write(ByteBuffer.wrap("""
            GET %s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """.formatted(path, server.getPort()).getBytes(StandardCharsets.ISO_8859_1)));
        var head = new StringBuilder();
        var buffer = ByteBuffer.allocate(1024);
        while (head.indexOf("\r\n\r\n") < 0 && channel.read(buffer.clear()) > 0) {
            head.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            channel.close();
            throw new IOException(
                    "the server has answered " + head.toString().lines().findFirst().orElse("nothing"));
        }
        channel.configureBlocking(false);
        arrived.add(channel);
        selector.wakeup();
        return null;
    }

    private void listen() {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, buffer));
                for (var channel = arrived.poll(); channel != null; channel = arrived.poll()) {
                    channel.register(selector, SelectionKey.OP_READ);
                }
            }
        } catch (IOException | ClosedSelectorException _) {
            // It was closed.
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        try {
            int count = ((SocketChannel) key.channel()).read(buffer.clear());
            if (count < 0) {
                ended.incrementAndGet();
                key.cancel();
            } else {
                bytes.addAndGet(count);
            }
        } catch (IOException _) {
            ended.incrementAndGet();
            key.cancel();
        }
    }
}
