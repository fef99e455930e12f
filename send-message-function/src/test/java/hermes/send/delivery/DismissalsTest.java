package hermes.send.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.EmbeddedMetrics;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.Log;
import hermes.send.invocation.RetryDelay;
import hermes.testing.Eventually;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

class DismissalsTest {
    private final Semaphore answers = new Semaphore(0);
    private final ConnectionSender sender = new ConnectionSender((_, _) -> {
        answers.acquireUninterruptibly();
        return new PostOutcome.Delivered();
    }, new RetryDelay(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), () -> 0.5, _ -> {}));
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Dismissals dismissals = new Dismissals(gateway(), sender);

    @Test
    void aDismissalWaitsForItsTurnAmongThePosts() {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int i = 0; i < ConnectionSender.MOST_POSTS_AT_ONCE; i++) {
                threads.submit(() -> sender.tell("a", "{}", invocation(Duration.ofMinutes(1))));
            }
            Eventually.isTrue("all turns are taken",
                    () -> answers.getQueueLength() == ConnectionSender.MOST_POSTS_AT_ONCE);

            dismissals.dismiss("b", invocation(Duration.ofMillis(50)));
            assertThat(calls).isEmpty();

            answers.release();
            dismissals.dismiss("b", invocation(Duration.ofMinutes(1)));
            assertThat(calls).containsExactly("post to b", "delete b");
        } finally {
            answers.release(ConnectionSender.MOST_POSTS_AT_ONCE);
            threads.close();
        }
    }

    private static Invocation invocation(Duration time) {
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Log.Level.INFO,
                "r");
        return new Invocation("r", Deadline.in(time, System::nanoTime), log, new EmbeddedMetrics());
    }

    private ApiGatewayManagementApiClient gateway() {
        return new ApiGatewayManagementApiClient() {
            @Override
            public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
                calls.add("post to " + request.connectionId());
                return PostToConnectionResponse.builder().build();
            }

            @Override
            public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
                calls.add("delete " + request.connectionId());
                return DeleteConnectionResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "gateway";
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
