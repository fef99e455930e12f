package hermes.local.route;

import hermes.local.lambda.Functions;
import hermes.local.lambda.InvocationResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Invokes functions, but waits only as long as an integration does. Thread-safe. */
public final class TimedFunctions implements AutoCloseable {

    private final Functions functions;

    private final ExecutorService invocations = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("invocation-", 0).factory());

    public TimedFunctions(Functions functions) {
        this.functions = functions;
    }

    /** @return empty if the time was up; the function runs on, as it does on AWS */
    public Optional<InvocationResult> invoke(String function, byte[] event, Duration timeout) {
        try {
            Future<InvocationResult> invocation = invocations.submit(() -> functions.invoke(function, event));
            return Optional.of(invocation.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (RejectedExecutionException _) {
            return Optional.of(new InvocationResult.NotInvocable("the gateway is closing"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(new InvocationResult.NotInvocable("the gateway is closing"));
        } catch (ExecutionException e) {
            return Optional.of(new InvocationResult.NotInvocable(function + ": " + e.getCause()));
        }
    }

    /** Waits for nobody: what still runs has no caller any more. */
    @Override
    public void close() {
        invocations.shutdownNow();
    }
}
