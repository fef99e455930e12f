package hermes.local.stack;

import hermes.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends what no HTTP client would. For one thread. */
final class RawClient implements AutoCloseable {

    private static final int MOST_WAITING_MILLIS = 60_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(MOST_WAITING_MILLIS);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a little now and then, until something comes back. */
    void trickle() {
        Eventually.isTrue("there is an answer", () -> {
            try {
                if (socket.getInputStream().available() == 0) {
                    send("y");
                }
                return socket.getInputStream().available() > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Nothing more will be sent. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer, as far as its empty line. */
    String head() throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The connection ended in " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** All that comes until the other side closes. */
    String all() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
