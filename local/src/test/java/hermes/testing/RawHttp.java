package hermes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests with the header fields that a browser sends and no library lets a program choose. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /**
     * @param head first line and header fields, with {@code \n} after each but the last
     * @return the whole answer, with {@code \n} after each line of its head
     */
    public static String send(InetSocketAddress to, String head, String body) {
        try (var socket = new Socket(to.getAddress(), to.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String rest = "\nConnection: close\nContent-Length: %d\n\n".formatted(bytes.length);
            socket.getOutputStream()
                    .write((head + rest).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
