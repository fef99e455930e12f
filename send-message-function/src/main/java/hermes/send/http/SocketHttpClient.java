package hermes.send.http;

import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * HTTP/1.1 over blocking sockets for callers on virtual threads, and no more than JSON services of AWS need: no proxies, no
 * redirects, no cookies; a request and its answer are held in memory as a whole. Connections are kept and used again. A
 * request is repeated only if it did not leave whole: all else is for whoever called. Thread-safe.
 */
public final class SocketHttpClient implements SdkHttpClient {
    private final ConnectionPool connections;

    /** Trusts whom the JVM trusts. */
    public SocketHttpClient(Limits limits) {
        this(limits, (SSLSocketFactory) SSLSocketFactory.getDefault(), System::currentTimeMillis);
    }

    SocketHttpClient(Limits limits, SSLSocketFactory tls, LongSupplier wallMillis) {
        connections = new ConnectionPool(limits, new Tls(tls), wallMillis);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Call(connections, request);
    }

    @Override
    public String clientName() {
        return "Socket";
    }

    /** Ends what is under way or being opened, too. */
    @Override
    public void close() {
        connections.close();
    }
}
