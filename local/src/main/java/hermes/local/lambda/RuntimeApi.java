package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LoopbackGuard;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lambda's Runtime API, from which each function process takes its events and to which it gives its answers. Each
 * process has a path of its own. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    /** Of an event and of an answer: 6 MB and a little for the envelope. */
    static final int LARGEST_PAYLOAD = 6 * 1024 * 1024 + 100;

    private static final HttpString REQUEST_ID = new HttpString("Lambda-Runtime-Aws-Request-Id");
    private static final HttpString DEADLINE = new HttpString("Lambda-Runtime-Deadline-Ms");
    private static final HttpString INVOKED_ARN = new HttpString("Lambda-Runtime-Invoked-Function-Arn");
    private static final HttpString TRACE_ID = new HttpString("Lambda-Runtime-Trace-Id");

    private final Map<String, Registered> processes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpPort port = HttpPort.bind("Lambda's Runtime API", 0);

    private record Registered(String invokedArn, CompletableFuture<FunctionProcess> started) {

        /** Waits for the thread that has started it, which may be slower than the process. */
        FunctionProcess process() {
            return started.join();
        }
    }

    RuntimeApi start() {
        port.serve(LoopbackGuard.forPrograms(exchange -> exchange.dispatch(threads, this::serve)));
        return this;
    }

    /** What the process must find in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address(String processId) {
        return "127.0.0.1:" + port.number() + "/" + processId;
    }

    /**
     * To be called before the process is started: AWS's client crashes where it is told that there is no such process.
     *
     * @param started completes when it has been
     */
    void register(String processId, String invokedArn, CompletableFuture<FunctionProcess> started) {
        processes.put(processId, new Registered(invokedArn, started));
    }

    void forget(String processId) {
        processes.remove(processId);
    }

    @Override
    public void close() {
        port.close();
        threads.shutdownNow();
    }

    private void serve(HttpServerExchange exchange) throws IOException {
        exchange.startBlocking();
        // /process/2018-06-01/runtime/…
        List<String> path = Arrays.asList(exchange.getRequestPath().substring(1).split("/"));
        Registered registered = processes.get(path.getFirst());
        if (registered == null || path.size() < 5) {
            exchange.setStatusCode(404).endExchange();
            return;
        }
        String call = String.join("/", path.subList(3, path.size()));
        if (exchange.getRequestMethod().equals(Methods.GET) && call.equals("invocation/next")) {
            next(exchange, registered);
        } else if (call.equals("init/error")) {
            registered.process().initFailed(FunctionErrors.reported(body(exchange)));
            exchange.setStatusCode(202).endExchange();
        } else if (path.size() == 6 && path.get(3).equals("invocation")) {
            exchange.setStatusCode(answered(exchange, registered.process(), path.get(4), path.get(5)))
                    .endExchange();
        } else {
            exchange.setStatusCode(404).endExchange();
        }
    }

    private static void next(HttpServerExchange exchange, Registered registered) {
        try {
            registered.process().next().ifPresent(pending -> send(exchange, pending, registered.invokedArn));
        } catch (InterruptedException _) {
            // The server is closing, and the process that asked has ended or is about to.
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpServerExchange exchange, PendingInvocation pending, String invokedArn) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json")
                .put(REQUEST_ID, pending.requestId())
                .put(DEADLINE, String.valueOf(pending.deadline().toEpochMilli()))
                .put(INVOKED_ARN, invokedArn).put(TRACE_ID, pending.traceId());
        exchange.getResponseSender().send(ByteBuffer.wrap(pending.event()));
    }

    private static int answered(HttpServerExchange exchange, FunctionProcess process, String requestId,
            String kind)
            throws IOException {
        byte[] body = body(exchange);
        if (kind.equals("error")) {
            return process.complete(requestId, FunctionErrors.reported(body)) ? 202 : 400;
        }
        long bytes = Math.max(exchange.getRequestContentLength(), body.length);
        if (bytes > LARGEST_PAYLOAD) {
            process.complete(requestId, FunctionErrors.responseTooLarge(bytes, LARGEST_PAYLOAD));
            return 413;
        }
        return process.complete(requestId, new Returned(body)) ? 202 : 400;
    }

    /** Nothing of one that says itself that it is too large, a byte too many of one that does not. */
    private static byte[] body(HttpServerExchange exchange) throws IOException {
        return exchange.getRequestContentLength() > LARGEST_PAYLOAD
                ? new byte[0]
                : exchange.getInputStream().readNBytes(LARGEST_PAYLOAD + 1);
    }
}
