package hermes.local.lambda;

import static hermes.local.lambda.PollerExtension.DONE;
import static hermes.local.lambda.PollerExtension.await;
import static hermes.local.lambda.PollerExtension.bodies;
import static hermes.local.lambda.PollerExtension.failuresOf;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.HttpPort;
import hermes.local.stack.Json;
import hermes.local.stack.LoopbackGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FifoPollerTest {

    @RegisterExtension
    static final PollerExtension worker = new PollerExtension();

    @Test
    void groupOfAFifoQueueComesInItsOrderAndOneBatchAtATime() throws InterruptedException {
        worker.createFifoQueues("60");
        var release = new CountDownLatch(1);
        worker.sendTo("a", "1", "2", "3");
        worker.sendTo("b", "x");
        worker.poll(worker.source(2, 0, true, 5), _ -> {
            await(release);
            return DONE;
        });

        assertThat(List.of(bodies(worker.nextInvocation()), bodies(worker.nextInvocation())))
                .containsExactlyInAnyOrder(List.of("1", "2"), List.of("x"));
        assertThat(worker.invocations().poll(500, MILLISECONDS))
                .as("the rest of the group while its first batch is worked on").isNull();
        release.countDown();
        JsonNode last = worker.nextInvocation();

        assertThat(bodies(last)).containsExactly("3");
        JsonNode attributes = last.path("Records").path(0).path("attributes");
        assertThat(attributes.path("MessageGroupId").textValue()).isEqualTo("a");
        assertThat(attributes.path("MessageDeduplicationId").textValue()).isEqualTo("a3");
        assertThat(attributes.has("SequenceNumber")).isTrue();
    }

    @Test
    void groupOfAFifoQueueDoesNotHoldUpAnotherThatComesWhileItIsWorkedOn() throws InterruptedException {
        worker.createFifoQueues("60");
        var release = new CountDownLatch(1);
        worker.sendTo("a", "1", "2");
        worker.poll(worker.source(1, 0, true, 5), _ -> {
            await(release);
            return DONE;
        });
        worker.nextInvocation();

        worker.sendTo("b", "x");

        assertThat(bodies(worker.nextInvocation())).containsExactly("x");
        release.countDown();
        assertThat(bodies(worker.nextInvocation())).containsExactly("2");
    }

    /** ElasticMQ would take half a processor for it. */
    @Test
    void nobodyWaitsAtAFifoQueueWhileABatchOfItIsWorkedOn() throws InterruptedException {
        worker.createFifoQueues("60");
        var waits = new LinkedBlockingQueue<Integer>();
        var release = new CountDownLatch(1);
        try (var port = HttpPort.bind("The queue", 0)) {
            port.serve(LoopbackGuard.forPrograms(exchange -> exchange.getRequestReceiver()
                    .receiveFullBytes((receiving, body) -> receiving.getResponseSender()
                            .send(answer(body, waits)))));
            worker.poll(worker.source(1, 0, true, 5), worker.queueAt(port), _ -> {
                await(release);
                return DONE;
            });

            assertThat(List.of(waits.take(), waits.take(), waits.take())).containsExactly(20, 0, 0);
            release.countDown();
            worker.end();
        }
    }

    @Test
    void failedMessageOfAFifoQueueHoldsThoseBehindItUntilItIsBuried() throws InterruptedException {
        worker.createFifoQueues("1");
        worker.sendTo("a", "bad", "next");
        worker.poll(worker.source(1, 0, true, 5),
                event -> new Returned(Json.bytes(failuresOf(event, "bad"))));

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 3) {
            bodies.addAll(bodies(worker.nextInvocation()));
        }

        assertThat(bodies).containsExactly("bad", "bad", "next");
        worker.awaitMessages(worker.dead(), 1);
    }

    /** A message for whoever waits, and nothing for whoever only looks. */
    private static String answer(byte[] request, BlockingQueue<Integer> waits) {
        var wait = Json.parse(request).orElseThrow().path("WaitTimeSeconds");
        if (wait.isMissingNode()) {
            return "{}";
        }
        waits.add(wait.intValue());
        return wait.intValue() > 0 ? "{\"Messages\":[{\"MessageId\":\"1\"}]}" : "{}";
    }
}
