package hermes.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP client that sends all of its request, whatever comes back meanwhile, and only then reads the answer. */
public final class RefusedClient implements AutoCloseable {

    private static final int CHUNK = 1024 * 1024;

    private final Socket socket;
    private final BufferedReader in;

    public RefusedClient(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * @param headers each without its end of line
     * @return the first line of the answer, the rest of which is read too
     * @throws IOException if the connection was cut before the whole answer was there
     */
    public String post(String path, long bytes, String... headers) throws IOException {
        var head = new StringBuilder("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n"
                .formatted(path, bytes));
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        var out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        var zeros = new byte[CHUNK];
        for (long left = bytes; left > 0; left -= CHUNK) {
            out.write(zeros, 0, (int) Math.min(left, CHUNK));
        }
        return answer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String answer() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase().startsWith("content-length: ")) {
                length = Integer.parseInt(header.substring("content-length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        return status;
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the connection ended before the answer did");
        }
        return line;
    }
}
