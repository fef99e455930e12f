package hermes.system.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.system.Browser;
import hermes.system.CheapTokens;
import hermes.system.WholeStack;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** One user who says the same again and again on some connections, as fast as they take it, until this is closed. */
final class Flood implements AutoCloseable {

    static final int CONNECTIONS = 5;

    /** Of a connection, that nobody has answered: what API Gateway would take is 500 a second, and not endless either. */
    private static final int UNANSWERED = 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(CONNECTIONS);
    private final LongAdder messages = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final long start = System.nanoTime();

    Flood(WholeStack stack, String room, String message) {
        var token = new CheapTokens(stack.operations()).issue("flooder", room);
        IntStream.range(0, CONNECTIONS).forEach(_ -> threads.execute(() -> run(stack, token, message)));
        try {
            if (!begun.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the flood has not begun within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the flood began", e);
        }
    }

    long messages() {
        return messages.sum();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** By the code of the error; what was done is "ok" or "recovered". */
    Map<String, LongAdder> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }

    private void run(WholeStack stack, String token, String message) {
        try (var browser = new Browser(stack.webSocketUrl(), token)) {
            IntStream.range(0, UNANSWERED).forEach(_ -> say(browser, message));
            begun.countDown();
            while (!over.get()) {
                count(browser.until(Flood::isAnswer).getLast());
                say(browser, message);
            }
        }
    }

    private void say(Browser browser, String message) {
        browser.send(message);
        messages.increment();
    }

    private static boolean isAnswer(JsonNode frame) {
        return frame.has("ok") || frame.has("recovered") || frame.has("error") || frame.has("requestId");
    }

    private void count(JsonNode answer) {
        var name = answer.has("error")
                ? answer.path("error").path("code").asText()
                : answer.fieldNames().next();
        answers.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }
}
