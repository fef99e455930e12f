package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Returned;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lambda's Runtime API, from which each function process takes its events and to which it gives its answers. Each
 * process has a path of its own. Safe for use by several threads.
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
    private final Undertow server;

    private record Registered(String invokedArn, FunctionProcess process) {}

    RuntimeApi() {
        // Undertow's own limit is 2 MB.
        server = Undertow.builder().setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .addHttpListener(0, "127.0.0.1").setIoThreads(1).setWorkerThreads(1)
                .setHandler(exchange -> exchange.dispatch(threads, this::serve)).build();
    }

    RuntimeApi start() {
        server.start();
        return this;
    }

    /** What the process must find in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address(String processId) {
        var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        return "127.0.0.1:" + address.getPort() + "/" + processId;
    }

    void register(String processId, String invokedArn, FunctionProcess process) {
        processes.put(processId, new Registered(invokedArn, process));
    }

    void forget(String processId) {
        processes.remove(processId);
    }

    @Override
    public void close() {
        server.stop();
        threads.shutdownNow();
    }

    private void serve(HttpServerExchange exchange) throws IOException {
        exchange.startBlocking();
        byte[] body = exchange.getInputStream().readAllBytes();
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
            registered.process.initFailed(FunctionErrors.reported(body));
            exchange.setStatusCode(202).endExchange();
        } else if (path.size() == 6 && path.get(3).equals("invocation")) {
            exchange.setStatusCode(answered(registered.process, path.get(4), path.get(5), body))
                    .endExchange();
        } else {
            exchange.setStatusCode(404).endExchange();
        }
    }

    private static void next(HttpServerExchange exchange, Registered registered) {
        try {
            registered.process.next().ifPresent(pending -> send(exchange, pending, registered.invokedArn));
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

    private static int answered(FunctionProcess process, String requestId, String kind, byte[] body) {
        if (kind.equals("error")) {
            return process.complete(requestId, FunctionErrors.reported(body)) ? 202 : 400;
        }
        if (body.length > LARGEST_PAYLOAD) {
            process.complete(requestId, FunctionErrors.responseTooLarge(body.length, LARGEST_PAYLOAD));
            return 413;
        }
        return process.complete(requestId, new Returned(body)) ? 202 : 400;
    }
}
