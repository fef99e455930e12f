package hermes.local;

import hermes.local.dynamodb.DynamoDbService;
import hermes.local.endpoint.AwsEndpoint;
import hermes.local.endpoint.AwsService;
import hermes.local.endpoint.Forwarding;
import hermes.local.gateway.Gateway;
import hermes.local.gateway.GatewaySettings;
import hermes.local.gateway.ManagementService;
import hermes.local.iam.Permissions;
import hermes.local.lambda.EventSource;
import hermes.local.lambda.Functions;
import hermes.local.lambda.LimitedFunctions;
import hermes.local.lambda.LocalFunctions;
import hermes.local.lambda.QueuePoller;
import hermes.local.lambda.SourceQueue;
import hermes.local.route.WebSocketApi;
import hermes.local.secrets.SecretsService;
import hermes.local.sqs.Retention;
import hermes.local.sqs.SqsApi;
import hermes.local.sqs.SqsService;
import hermes.local.stack.Addresses;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent.AtGateway;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Template;
import io.undertow.server.HttpHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Starts a stack: binds its ports, reads the template, whose names contain them, and builds part upon part. What ends
 * first is added last. For one thread.
 */
final class StackStart {

    /**
     * Of a function that serves both, what queues leave to the routes of browsers and these to the queues: neither a backlog
     * nor a browser that says too much holds up the others.
     */
    private static final int LEFT_TO_OTHERS = 3;

    private final Template template;
    private final StackOptions options;
    private final Closer closer;
    private final Map<String, Semaphore> forQueues = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StackStart(Template template, StackOptions options, Closer closer) {
        this.template = template;
        this.options = options;
        this.closer = closer;
    }

    /** @throws LocalStackException if a part cannot start; nothing is left running then */
    static StackParts of(Template template, StackOptions options) {
        var closer = new Closer(options.log());
        try {
            return new StackStart(template, options, closer).run();
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private StackParts run() {
        closer.register(http::shutdownNow);
        var awsPort = closer.register(HttpPort.bind("The AWS endpoint", options.awsPort()));
        var gatewayPort = gatewayPort();
        var addresses = new Addresses(awsPort.number(), gatewayPort.map(HttpPort::number).orElse(0));
        var model = StackModel.of(template, addresses);
        var permissions = new Permissions(model.roles(), options.log());
        model.needs().forEach(permissions::check);
        var emulators = closer.register(new Emulators(template.identity(), model.data(), awsPort.number()));
        var management = new CompletableFuture<HttpHandler>();
        // Calls in flight end before that which they wait for, and after those who make them.
        var endpoint = closer.register(AwsEndpoint.start(awsPort, services(model, emulators, management)));
        endpoint.add(permissions);
        var functions = closer.register(new LocalFunctions(model.functions().functions(),
                Map.of("AWS_ENDPOINT_URL", addresses.awsEndpoint()), options.processes(), options.log()));
        // The functions read from the tables while they initialise.
        var ready = emulators.ready().thenCompose(_ -> functions.warm());
        var gateway = model.api()
                .map(api -> closer.register(
                        gateway(gatewayPort.orElseThrow(), api, forRoutes(model, functions), endpoint)));
        gateway.map(Gateway::management).ifPresent(management::complete);
        await(ready);
        model.functions().events().forEach(source -> poll(source, model, functions, addresses));
        return new StackParts(model.refs().outputs(), endpoint, permissions, functions, gateway, closer);
    }

    private Optional<HttpPort> gatewayPort() {
        return template.resources(ResourceTypes.WEB_SOCKET_API).stream().findFirst()
                .map(_ -> closer.register(HttpPort.bind("The gateway", options.gatewayPort())));
    }

    private Map<String, AwsService> services(StackModel model, Emulators emulators,
            CompletableFuture<HttpHandler> management) {
        var stack = template.identity();
        var services = new HashMap<String, AwsService>(Map.of(
                "dynamodb", new DynamoDbService(stack, new Forwarding(http, emulators.dynamoDb())),
                "sqs", new SqsService(stack, new Forwarding(http, emulators.queues()),
                        new Retention(model.data().queues().values(), http, emulators.queues(),
                                InstantSource.system())),
                "secretsmanager", new SecretsService(model.secrets())));
        model.api().ifPresent(
                api -> services.put("execute-api", new ManagementService(stack, api.id(), management)));
        return services;
    }

    private Functions forRoutes(StackModel model, LocalFunctions functions) {
        var limits = new HashMap<String, Semaphore>();
        model.functions().events().forEach(
                source -> limits.put(source.function(), new Semaphore(forEachKind(), true)));
        return new LimitedFunctions(functions, limits);
    }

    private Gateway gateway(HttpPort port, WebSocketApi api, Functions functions, AwsEndpoint endpoint) {
        var settings = GatewaySettings.AWS.withEvents(event -> options.log().accept(new AtGateway(event)))
                .withManagementThrough(endpoint.answering("execute-api"));
        try {
            return Gateway.start(port, api, functions, settings);
        } catch (IllegalArgumentException e) {
            throw new LocalStackException(e.getMessage() + ".", e);
        }
    }

    private void poll(EventSource source, StackModel model, LocalFunctions functions, Addresses addresses) {
        var address = URI.create(addresses.awsEndpoint());
        var identity = template.identity();
        var sqs = new SqsApi(http, address, Credentials.ofFunction(source.function(), identity.region()));
        var url = "%s/%s/%s".formatted(address, identity.account(), model.queue(source).name());
        var shared = forQueues.computeIfAbsent(source.function(), _ -> new Semaphore(forEachKind(), true));
        closer.register(
                new QueuePoller(source.atMost(share(source, model)), new SourceQueue(sqs, url), functions,
                        shared, options.log()).start());
    }

    /** One of those for queues is left to each other queue of the function: a backlog of one must not hold up another. */
    private int share(EventSource source, StackModel model) {
        long queues = model.functions().events().stream()
                .filter(event -> event.function().equals(source.function())).count();
        return forEachKind() - (int) queues + 1;
    }

    private int forEachKind() {
        return options.processes() - LEFT_TO_OTHERS;
    }

    private static void await(CompletableFuture<Void> ready) {
        try {
            ready.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalStackException sentence) {
                throw sentence;
            }
            throw e;
        }
    }
}
