package hermes.local.lambda;

import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.FunctionOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program that runs a busy and an idle function process, prints their ids, or why there are none, and waits to be killed. */
final class OrphanMaker {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private OrphanMaker() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Threads of the stack would keep it running without this one.
        Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
            System.out.println(failure);
            Runtime.getRuntime().halt(1);
        });
        var jar = Path.of(arguments[0]);
        var busy = new CountDownLatch(1);
        var functions = new LocalFunctions(
                List.of(FunctionJar.probe("Busy", jar, TIMEOUT), FunctionJar.probe("Idle", jar, TIMEOUT)),
                Map.of(),
                1, event -> countDownIfAsleep(event, busy));
        functions.warm().join();
        Thread.ofVirtual().start(
                () -> functions.invoke("Busy", "\"sleep 600000\"".getBytes(StandardCharsets.UTF_8)));
        busy.await();
        functions.processes().forEach(process -> System.out.println(process.pid()));
        System.out.println("ready");
        Thread.sleep(TIMEOUT);
    }

    /** An idle process ends by itself when nobody gives it events any more. */
    private static void countDownIfAsleep(StackEvent event, CountDownLatch busy) {
        if (event.equals(new FunctionOutput("Busy", "asleep for 600000 ms"))) {
            busy.countDown();
        }
    }
}
