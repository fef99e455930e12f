package hermes.local.lambda;

import hermes.local.stack.Credentials;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.FunctionOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program that runs a busy and an idle function process, prints their ids, and waits to be killed. */
final class OrphanMaker {

    private OrphanMaker() {}

    public static void main(String[] arguments) throws InterruptedException {
        var busy = new CountDownLatch(1);
        var functions = new LocalFunctions(
                List.of(spec("Busy", Path.of(arguments[0])), spec("Idle", Path.of(arguments[0]))), Map.of(),
                1, event -> countDownIfAsleep(event, busy));
        functions.warm().join();
        Thread.ofVirtual().start(
                () -> functions.invoke("Busy", "\"sleep 600000\"".getBytes(StandardCharsets.UTF_8)));
        busy.await();
        functions.processes().forEach(process -> System.out.println(process.pid()));
        System.out.println("ready");
        Thread.sleep(Duration.ofMinutes(10));
    }

    /** An idle process ends by itself when nobody gives it events any more. */
    private static void countDownIfAsleep(StackEvent event, CountDownLatch busy) {
        if (event.equals(new FunctionOutput("Busy", "asleep for 600000 ms"))) {
            busy.countDown();
        }
    }

    private static FunctionSpec spec(String id, Path jar) {
        return new FunctionSpec(id, id, "arn:" + id, jar, ProbeFunction.class.getName(),
                Duration.ofMinutes(10), 128,
                Credentials.ofFunction(id, "us-east-1"), Map.of(), Map.of());
    }
}
