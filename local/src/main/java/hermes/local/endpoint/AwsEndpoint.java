package hermes.local.endpoint;

import hermes.local.endpoint.CallFilter.Verdict;
import hermes.local.endpoint.CallFilter.Verdict.Fail;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.local.endpoint.CallFilter.Verdict.Reset;
import hermes.local.endpoint.CallFilter.Verdict.Unheard;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LoopbackGuard;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xnio.IoUtils;

/**
 * The one address for every AWS call: the service is read from the signature, filters see the call first. Thread-safe.
 */
public final class AwsEndpoint implements AutoCloseable {

    private final HttpPort port;
    private final Map<String, AwsService> services;
    private final List<CallFilter> filters = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private AwsEndpoint(HttpPort port, Map<String, AwsService> services) {
        this.port = port;
        this.services = Map.copyOf(services);
    }

    /**
     * @param port is closed with the endpoint
     * @param services by their name in a credential scope
     */
    public static AwsEndpoint start(HttpPort port, Map<String, AwsService> services) {
        var endpoint = new AwsEndpoint(port, services);
        port.serve(LoopbackGuard.forPrograms(endpoint.answering(services)));
        return endpoint;
    }

    /** As in {@code AWS_ENDPOINT_URL}. */
    public String address() {
        return "http://localhost:" + port.number();
    }

    /** Answers signed calls of this one service at another port, as here: filters see them first. */
    public HttpHandler answering(String service) {
        return answering(Map.of(service, services.get(service)));
    }

    /** The filter sees calls after those that were added before it. */
    public void add(CallFilter filter) {
        filters.add(filter);
    }

    public void remove(CallFilter filter) {
        filters.remove(filter);
    }

    @Override
    public void close() {
        port.close();
        threads.shutdownNow();
    }

    private HttpHandler answering(Map<String, AwsService> some) {
        return exchange -> serve(exchange, some);
    }

    private void serve(HttpServerExchange exchange, Map<String, AwsService> some) {
        Optional<AwsRequest> request = AwsRequest.headOf(exchange);
        if (request.isEmpty()) {
            new AwsError(403, "MissingAuthenticationToken",
                    "The request is not signed: use an AWS SDK or the aws command with any credentials.")
                    .send(exchange);
            return;
        }
        AwsService service = some.get(request.get().service());
        if (service == null) {
            new AwsError(400, "UnknownOperationException", "The local stack does not emulate the service "
                    + request.get().service()).send(exchange);
        } else if (mayWait(service)) {
            exchange.dispatch(threads, dispatched -> serveWaiting(dispatched, request.get(), service));
        } else {
            answer(exchange, request.get(), service);
        }
    }

    private boolean mayWait(AwsService service) {
        return service.mayWait() || filters.stream().anyMatch(CallFilter::mayWait);
    }

    private void serveWaiting(HttpServerExchange exchange, AwsRequest request, AwsService service)
            throws IOException {
        exchange.startBlocking();
        try {
            answer(exchange, service.readsBodyItself()
                    ? request
                    : request.withBody(exchange.getInputStream().readAllBytes()), service);
        } catch (RequestTooBigException _) {
            service.fail(exchange, new AwsError(413, "RequestEntityTooLarge",
                    "The local stack takes requests of up to %d bytes.".formatted(HttpPort.MOST_READ)));
        }
    }

    private void answer(HttpServerExchange exchange, AwsRequest request, AwsService service) {
        String operation = service.operation(request);
        var call = new AwsCall(Credentials.caller(request.accessKeyId()), request.service(), operation,
                service.accesses(request, operation));
        try {
            switch (verdict(call)) {
                case Pass() -> service.answer(exchange, request);
                case Fail(int status, String code, String message) ->
                    service.fail(exchange, new AwsError(status, code, message));
                case Reset() -> IoUtils.safeClose(exchange.getConnection());
                case Unheard() -> {
                    exchange.addResponseWrapper(CutAnswer::of);
                    service.answer(exchange, request);
                }
            }
        } catch (InterruptedException _) {
            service.fail(exchange, new AwsError(503, "ServiceUnavailable", "The local stack is closing."));
        } catch (IOException | CompletionException e) {
            service.fail(exchange, new AwsError(500, "InternalFailure",
                    "The emulator of %s cannot be reached: %s".formatted(request.service(),
                            e.getMessage())));
        }
    }

    private Verdict verdict(AwsCall call) throws InterruptedException {
        for (CallFilter filter : filters) {
            Verdict verdict = filter.before(call);
            if (!(verdict instanceof Pass)) {
                return verdict;
            }
        }
        return new Pass();
    }
}
