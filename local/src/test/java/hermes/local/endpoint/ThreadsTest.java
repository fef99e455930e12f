package hermes.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.RefusedClient;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may wait is called by a virtual thread, all else by the I/O thread that has read the request. */
final class ThreadsTest {

    private final HttpPort port = HttpPort.bind("The AWS endpoint", 0);
    private final AwsEndpoint endpoint = AwsEndpoint.start(port,
            Map.of("waiting", tellingThread(true), "quick", tellingThread(false)));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void onlyAServiceThatMayWaitIsGivenAThread() throws IOException {
        assertThat(status("waiting")).startsWith("HTTP/1.1 201 ");
        assertThat(status("quick")).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void filterThatMayWaitIsNotCalledByAnIoThread() throws IOException {
        CallFilter waiting = _ -> new CallFilter.Verdict.Pass();
        endpoint.add(waiting);
        assertThat(status("quick")).startsWith("HTTP/1.1 201 ");

        endpoint.remove(waiting);
        assertThat(status("quick")).startsWith("HTTP/1.1 202 ");
    }

    private String status(String service) throws IOException {
        try (var client = new RefusedClient(port.number())) {
            return client.post("/", 1,
                    "Authorization: " + new Credentials("x", "y", "us-east-1").authorization(service));
        }
    }

    /** Answers 201 on a virtual thread, 202 on an I/O thread. */
    private static StubService tellingThread(boolean mayWait) {
        return new StubService(false, mayWait, exchange -> exchange
                .setStatusCode(Thread.currentThread().isVirtual() ? 201 : exchange.isInIoThread() ? 202 : 500)
                .endExchange());
    }
}
