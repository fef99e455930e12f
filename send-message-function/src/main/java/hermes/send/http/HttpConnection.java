package hermes.send.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.http.SdkHttpMethod;

/** A connection to one server, for one exchange after the other. For one thread at a time, but for the ways to abort it. */
final class HttpConnection {
    private final Origin origin;
    private final AnswerReader answers = new AnswerReader(new AnswerInput(this::read));
    private volatile TimeLimit limit;
    private volatile Socket tcp = new Socket();
    private volatile boolean aborted;
    private Socket socket;
    private long idleSince;
    private boolean used;
    private boolean answered;

    /** Not open yet. */
    HttpConnection(Origin origin) {
        this.origin = origin;
    }

    /** The server proves to be who it should be before anything is sent. */
    void open(Duration connecting, Tls tls) throws IOException {
        try {
            boolean quickAlone = tls.quickAlone();
            try {
                open(connecting, tls, quickAlone);
            } catch (SSLHandshakeException e) {
                if (!quickAlone) {
                    throw e;
                }
                tcp.close();
                open(connecting, tls, false);
                tls.offerAll();
            }
        } catch (IOException e) {
            throw limit.named(e);
        }
    }

    boolean isOpen() {
        return socket != null;
    }

    Origin origin() {
        return origin;
    }

    /** @param limit of the call that it serves from now on */
    void limit(TimeLimit limit) {
        this.limit = limit;
    }

    /** @throws UnsentException if the request did not leave whole and nothing was answered, as the connection had ended */
    Answer exchange(RequestBytes request, SdkHttpMethod method) throws IOException {
        try {
            return exchangeWithin(request, method);
        } catch (IOException e) {
            throw limit.named(e);
        }
    }

    private Answer exchangeWithin(RequestBytes request, SdkHttpMethod method) throws IOException {
        answered = false;
        try {
            tcp.setSoTimeout(0);
            request.writeTo(socket.getOutputStream());
        } catch (IOException e) {
            return earlyAnswer(method, e);
        }
        used = true;
        return answers.read(method);
    }

    /** Whoever does not read a request to its end may have answered before. */
    private Answer earlyAnswer(SdkHttpMethod method, IOException failure) throws IOException {
        try {
            var answer = answers.read(method);
            return new Answer(answer.head(), answer.body(), true);
        } catch (IOException _) {
            throw used && !answered ? new UnsentException(failure) : failure;
        }
    }

    /** @param millis since 1970 */
    void idleSince(long millis) {
        idleSince = millis;
    }

    long idleSince() {
        return idleSince;
    }

    /** Whether the server has said something unasked, which would be taken for the next answer. */
    boolean hasInput() {
        try {
            return tcp.getInputStream().available() > 0;
        } catch (IOException _) {
            return true;
        }
    }

    /** Whether the server has closed it, or said something unasked. Takes a millisecond if not. */
    boolean ended() {
        try {
            tcp.setSoTimeout(1);
            tcp.getInputStream().read();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            abort();
        }
    }

    /** Thread-safe. */
    void abortIfOverdue() {
        if (limit.passed()) {
            abort();
        }
    }

    /** At once, whoever opens it, writes or waits for an answer. Thread-safe. */
    void abort() {
        aborted = true;
        try {
            tcp.close();
        } catch (IOException _) {
            // It is of no use any more, which is what was wanted.
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        int n = socket.getInputStream().read(bytes, offset, length);
        answered |= n > 0;
        return n;
    }

    private void open(Duration connecting, Tls tls, boolean quickAlone) throws IOException {
        connect(connecting);
        tcp.setTcpNoDelay(true);
        socket = origin.tls() ? tls.secured(tcp, origin, quickAlone) : tcp;
    }

    private void connect(Duration connecting) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(origin.host())) {
            try {
                connect(new InetSocketAddress(address, origin.port()), connecting);
                return;
            } catch (IOException e) {
                tcp.close();
                failure = e;
            }
        }
        throw failure;
    }

    private void connect(InetSocketAddress address, Duration connecting) throws IOException {
        tcp = new Socket();
        long millis = Math.min(connecting.toMillis(), limit.remainingNanos() / 1_000_000);
        if (aborted || millis <= 0) {
            throw new SocketException("The connection was given up before it was open");
        }
        tcp.connect(address, (int) millis);
    }
}
