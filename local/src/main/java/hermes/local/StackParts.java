package hermes.local;

import hermes.local.dynamodb.DynamoDbService;
import hermes.local.endpoint.AwsEndpoint;
import hermes.local.endpoint.AwsService;
import hermes.local.endpoint.Forwarding;
import hermes.local.gateway.Gateway;
import hermes.local.gateway.GatewaySettings;
import hermes.local.gateway.ManagementService;
import hermes.local.gateway.WebSocketApi;
import hermes.local.iam.Permissions;
import hermes.local.lambda.EventSource;
import hermes.local.lambda.LocalFunctions;
import hermes.local.lambda.QueuePoller;
import hermes.local.lambda.SourceQueue;
import hermes.local.secrets.SecretsService;
import hermes.local.sqs.SqsApi;
import hermes.local.sqs.SqsService;
import hermes.local.stack.Addresses;
import hermes.local.stack.Credentials;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent.AtGateway;
import hermes.local.stack.StackEvent.Warning;
import hermes.local.stack.StackIdentity;
import hermes.local.template.Template;
import io.undertow.server.HttpHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What runs for a stack. Started once, by one thread; closed in reverse order, even after half a start. */
final class StackParts implements AutoCloseable {

    /** The most processes of one function: as many as a small machine can bear. */
    private static final int PROCESS_LIMIT = 8;

    private final Template template;
    private final StackOptions options;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AwsEndpoint endpoint;
    private final CompletableFuture<HttpHandler> management = new CompletableFuture<>();
    private Permissions permissions;
    private LocalFunctions functions;
    private Optional<Gateway> gateway = Optional.empty();
    private Addresses addresses;

    StackParts(Template template, StackOptions options) {
        this.template = template;
        this.options = options;
        this.endpoint = new AwsEndpoint(options.awsPort());
        started.push(http::shutdownNow);
        started.push(endpoint);
    }

    /** @throws LocalStackException if a part cannot start */
    void start() {
        endpoint.start();
        addresses = new Addresses(endpoint.port(), options.gatewayPort());
        StackModel model = StackModel.of(template, addresses);
        var emulators = new Emulators(template.identity(), model.data(), endpoint.port());
        // Calls in flight end before that which they wait for.
        started.remove(endpoint);
        started.push(emulators);
        started.push(endpoint);
        permissions = new Permissions(model.roles(), options.log());
        model.needs().forEach(permissions::check);
        endpoint.add(permissions);
        endpoint.serve(services(model, emulators));
        functions = new LocalFunctions(model.functions().functions(),
                Map.of("AWS_ENDPOINT_URL", addresses.awsEndpoint()),
                PROCESS_LIMIT, options.log());
        started.push(functions);
        // The functions read from the tables while they initialise.
        CompletableFuture<Void> ready = emulators.ready().thenCompose(_ -> functions.warm());
        model.api().ifPresent(this::startGateway);
        await(ready);
        model.functions().events().forEach(source -> startPoller(source, model));
    }

    AwsEndpoint endpoint() {
        return endpoint;
    }

    Permissions permissions() {
        return permissions;
    }

    LocalFunctions functions() {
        return functions;
    }

    Optional<Gateway> gateway() {
        return gateway;
    }

    /** Of the running parts. */
    Addresses addresses() {
        return addresses;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception failed) {
                options.log().accept(
                        new Warning(part.getClass().getSimpleName() + " did not end properly: " + failed));
            }
        }
    }

    private Map<String, AwsService> services(StackModel model, Emulators emulators) {
        StackIdentity stack = template.identity();
        Map<String, AwsService> services = new HashMap<>(Map.of(
                "dynamodb", new DynamoDbService(stack, new Forwarding(http, emulators.dynamoDb())),
                "sqs", new SqsService(stack, new Forwarding(http, emulators.queues())),
                "secretsmanager", new SecretsService(model.secrets())));
        model.api().ifPresent(
                api -> services.put("execute-api", new ManagementService(stack, api.id(), management)));
        return services;
    }

    private void startGateway(WebSocketApi api) {
        var settings = GatewaySettings.onPort(options.gatewayPort())
                .withEvents(event -> options.log().accept(new AtGateway(event)));
        Gateway starting = new Gateway(api, functions, settings);
        started.push(starting);
        try {
            gateway = Optional.of(starting.start());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new LocalStackException(refused.getMessage() + ".", refused);
        }
        management.complete(starting.management());
        addresses = new Addresses(addresses.awsPort(), starting.port());
    }

    private void startPoller(EventSource source, StackModel model) {
        URI address = URI.create(addresses.awsEndpoint());
        var sqs = new SqsApi(http, address,
                Credentials.ofFunction(source.function(), template.identity().region()));
        String url = "%s/%s/%s".formatted(address, template.identity().account(), model.queue(source).name());
        started.push(new QueuePoller(source.atMost(PROCESS_LIMIT), new SourceQueue(sqs, url), functions,
                options.log())
                .start());
    }

    private static void await(CompletableFuture<Void> ready) {
        try {
            ready.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof LocalStackException sentence) {
                throw sentence;
            }
            throw failed;
        }
    }
}
