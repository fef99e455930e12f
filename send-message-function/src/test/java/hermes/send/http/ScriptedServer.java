package hermes.send.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;

/** A server that says what a test wants, on real sockets: each connection is served by the script from its beginning. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listening;
    private final String scheme;
    private final Script script;
    private final Queue<Peer> peers = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    ScriptedServer(Script script) {
        this("http", socket(), script);
    }

    /** @param listening which is not bound */
    ScriptedServer(String scheme, ServerSocket listening, Script script) {
        this.scheme = scheme;
        this.script = script;
        this.listening = listening;
        try {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket socket() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("%s://localhost:%d".formatted(scheme, listening.getLocalPort()));
    }

    int connections() {
        return peers.size();
    }

    List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** Head and body of each that came whole. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Peer peer : peers) {
            peer.close();
        }
    }

    private void accept() {
        try {
            for (;;) {
                var peer = new Peer(listening.accept());
                peers.add(peer);
                Thread.ofVirtual().start(() -> serve(peer));
            }
        } catch (IOException e) {
            // Closed, as the test is over.
        }
    }

    private void serve(Peer peer) {
        try {
            script.serve(peer);
        } catch (IOException | InterruptedException e) {
            // The client has left, as the test wants or because it is over.
        }
    }

    interface Script {
        void serve(Peer peer) throws IOException, InterruptedException;
    }

    /** The server's end of one connection. */
    final class Peer {
        private final Socket socket;

        Peer(Socket socket) {
            this.socket = socket;
        }

        /** @throws SocketException if the connection ends instead */
        String request() throws IOException {
            String head = head();
            int length = head.lines().filter(line -> line.startsWith("Content-Length: ")).findFirst()
                    .map(line -> Integer.parseInt(line.substring(16))).orElse(0);
            String request = head
                    + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void answerAll(String text) throws IOException {
            for (;;) {
                request();
                say(text);
            }
        }

        /** What the connection is encrypted with. */
        String cipher() {
            return ((SSLSocket) socket).getSession().getCipherSuite();
        }

        void close() throws IOException {
            socket.close();
        }

        /** Ends the connection without a farewell. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Reads no further, so that closing cuts off the rest. */
        String head() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new SocketException("The client closed the connection");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
