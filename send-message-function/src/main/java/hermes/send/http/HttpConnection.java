package hermes.send.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.http.SdkHttpMethod;

/** A connection to one server, for one exchange after the other. For one thread at a time, but for {@link #abort}. */
final class HttpConnection {
    private final Origin origin;
    private final Socket tcp;
    private final Socket socket;
    private final Duration answering;
    private final AnswerReader answers = new AnswerReader(new AnswerInput(this::read));
    private long end;
    private long idleSince;
    private boolean used;

    private HttpConnection(Origin origin, Socket tcp, Socket socket, Duration answering) {
        this.origin = origin;
        this.tcp = tcp;
        this.socket = socket;
        this.answering = answering;
    }

    /** The server proves to be who it should be before anything is sent. */
    static HttpConnection open(Origin origin, Limits limits, Tls tls) throws IOException {
        boolean quickAlone = tls.quickAlone();
        try {
            return opened(origin, limits, tls, quickAlone);
        } catch (SSLHandshakeException e) {
            if (!quickAlone) {
                throw e;
            }
            var connection = opened(origin, limits, tls, false);
            tls.offerAll();
            return connection;
        }
    }

    private static HttpConnection opened(Origin origin, Limits limits, Tls tls, boolean quickAlone)
            throws IOException {
        var tcp = connected(origin, limits.connecting());
        try {
            tcp.setTcpNoDelay(true);
            tcp.setSoTimeout((int) limits.answering().toMillis());
            return new HttpConnection(origin, tcp,
                    origin.tls() ? tls.secured(tcp, origin, quickAlone) : tcp, limits.answering());
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    Origin origin() {
        return origin;
    }

    /** @throws UnsentException if the request cannot have arrived whole, as the connection had ended before */
    Answer exchange(RequestBytes request, SdkHttpMethod method) throws IOException {
        end = System.nanoTime() + answering.toNanos();
        try {
            request.writeTo(socket.getOutputStream());
        } catch (IOException e) {
            throw used ? new UnsentException(e) : e;
        }
        used = true;
        return answers.read(method);
    }

    /** @param nanos what a clock of durations says */
    void idleSince(long nanos) {
        idleSince = nanos;
    }

    long idleSince() {
        return idleSince;
    }

    /** Whether the server has closed it, or said something unasked. Takes a millisecond if not. */
    boolean ended() {
        try {
            tcp.setSoTimeout(1);
            tcp.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            abort();
        }
    }

    /** At once, whoever waits for it. */
    void abort() {
        try {
            tcp.close();
        } catch (IOException e) {
            // It is of no use any more, which is what was wanted.
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("No complete answer within %s".formatted(answering));
        }
        tcp.setSoTimeout((int) millis);
        return socket.getInputStream().read(bytes, offset, length);
    }

    private static Socket connected(Origin origin, Duration connecting) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(origin.host())) {
            var tcp = new Socket();
            try {
                tcp.connect(new InetSocketAddress(address, origin.port()), (int) connecting.toMillis());
                return tcp;
            } catch (IOException e) {
                tcp.close();
                failure = e;
            }
        }
        throw failure;
    }
}
