package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.sqs.QueueSpec;
import hermes.local.sqs.SqsApi.QueueUnavailable;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lambda's side of an SQS event: receives messages, invokes the function with them, deletes those that are done.
 * Messages that are not come again when their visibility timeout is over, or go to the dead-letter queue: that is
 * the queue's business.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with SQS</a>
 */
public final class QueuePoller implements AutoCloseable {

    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final EventSource source;
    private final SourceQueue queue;
    private final Functions functions;
    private final Consumer<StackEvent> log;
    private final Semaphore permits;
    private final Semaphore shared;
    private final Semaphore ended = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param shared has as many permits as there may be invocations for all queues of the function together */
    public QueuePoller(EventSource source, SourceQueue queue, Functions functions, Semaphore shared,
            Consumer<StackEvent> log) {
        this.source = source;
        this.queue = queue;
        this.functions = functions;
        this.shared = shared;
        this.log = log;
        this.permits = new Semaphore(source.maximumConcurrency());
    }

    public QueuePoller start() {
        threads.execute(this::poll);
        return this;
    }

    /** Stops receiving. What is invoked already ends with the functions; its messages stay in the queue. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** After {@link #close}, and the functions' end: whether nothing of it runs any more, within some seconds. */
    boolean awaitEnd() throws InterruptedException {
        return threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        while (!threads.isShutdown()) {
            try {
                // Without a free invocation nothing is received, so that no message uses up its receives in vain.
                permits.acquire();
                List<JsonNode> batch = gather();
                if (batch.isEmpty()) {
                    permits.release();
                } else {
                    // Not before: who waits for messages must not keep back the other queue's. One batch waits here at most.
                    shared.acquire();
                    threads.execute(() -> handle(batch));
                }
            } catch (InterruptedException | RejectedExecutionException _) {
                // The stack is closing: the queue and its messages end with it.
                return;
            }
        }
    }

    private List<JsonNode> gather() throws InterruptedException {
        List<JsonNode> batch = new ArrayList<>(receiveFirst());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(source.windowSeconds());
        while (!batch.isEmpty() && batch.size() < source.batchSize() && System.nanoTime() < end) {
            batch.addAll(
                    receive(source.batchSize() - batch.size(), Duration.ofNanos(end - System.nanoTime())));
        }
        return batch;
    }

    /**
     * A FIFO queue is only looked at while a batch of it is worked on: ElasticMQ takes half a processor for a receive that waits
     * for the rest of a group.
     */
    private List<JsonNode> receiveFirst() throws InterruptedException {
        if (!QueueSpec.isFifo(source.queueArn()) || !isAtWork()) {
            return receive(source.batchSize(), LONG_POLL);
        }
        List<JsonNode> found = receive(source.batchSize(), Duration.ZERO);
        if (found.isEmpty()) {
            ended.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            ended.drainPermits();
        }
        return found;
    }

    /** One permit is that of the batch that is to come. */
    private boolean isAtWork() {
        return permits.availablePermits() < source.maximumConcurrency() - 1;
    }

    private List<JsonNode> receive(int most, Duration wait) throws InterruptedException {
        try {
            return queue.receive(most, wait);
        } catch (QueueUnavailable e) {
            log.accept(new Warning("%s receives nothing from its queue: %s".formatted(source.function(),
                    e.getMessage())));
            Thread.sleep(PAUSE_AFTER_ERROR);
            return List.of();
        }
    }

    private void handle(List<JsonNode> batch) {
        try {
            invoke(batch);
        } catch (QueueUnavailable e) {
            log.accept(new Warning("Messages for %s will come again although they are done: %s"
                    .formatted(source.function(), e.getMessage())));
        } catch (InterruptedException _) {
            // The stack is closing: the queue and its messages end with it.
            Thread.currentThread().interrupt();
        } finally {
            shared.release();
            permits.release();
            ended.release();
        }
    }

    private void invoke(List<JsonNode> batch) throws InterruptedException {
        byte[] event = SqsEvent.of(batch, source.queueArn());
        if (event.length > RuntimeApi.LARGEST_PAYLOAD && batch.size() > 1) {
            invoke(batch.subList(0, batch.size() / 2));
            invoke(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Set<String> ids = batch.stream().map(QueuePoller::id).collect(Collectors.toSet());
        Set<String> done = BatchOutcome.done(functions.invoke(source.function(), event), ids,
                source.reportsFailures());
        queue.delete(batch.stream().filter(message -> done.contains(id(message))).toList());
    }

    private static String id(JsonNode message) {
        return message.path("MessageId").asText();
    }
}
