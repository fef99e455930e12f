package hermes.send.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A client, and servers that misbehave. */
abstract class HttpFixture {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    /** As long as a slow machine may need; tests of time-outs have less. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final AtomicLong millis = new AtomicLong();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable some : open) {
            some.close();
        }
    }

    SocketHttpClient client() {
        return client(new Limits(10, PATIENCE, PATIENCE), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SocketHttpClient client(int mostConnections, Duration inAll) {
        return client(new Limits(mostConnections, PATIENCE, inAll),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SocketHttpClient client(SSLSocketFactory tls) {
        return client(new Limits(10, PATIENCE, PATIENCE), tls);
    }

    ScriptedServer server(ScriptedServer.Script script) {
        return closing(new ScriptedServer(script));
    }

    <T extends AutoCloseable> T closing(T some) {
        open.addFirst(some);
        return some;
    }

    static ExecutableHttpRequest post(SocketHttpClient client, URI server, String body) {
        return client.prepareRequest(HttpExecuteRequest.builder().request(request(server))
                .contentStreamProvider(ContentStreamProvider.fromUtf8String(body)).build());
    }

    static SdkHttpRequest request(URI server) {
        return SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(server).encodedPath("/a%3D").build();
    }

    /** The status and the body of an answer, as {@code 200 hi}. */
    static String exchange(SocketHttpClient client, URI server) throws IOException {
        return text(post(client, server, "body").call());
    }

    static String text(HttpExecuteResponse answer) throws IOException {
        return answer.httpResponse().statusCode() + " "
                + new String(answer.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }

    private SocketHttpClient client(Limits limits, SSLSocketFactory tls) {
        return closing(new SocketHttpClient(limits, tls, millis::get));
    }
}
