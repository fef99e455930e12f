package hermes.local.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import hermes.local.sqs.QueueSpec.DeadLetters;
import hermes.local.sqs.SqsApi.QueueUnavailable;
import hermes.local.stack.Credentials;
import hermes.local.stack.Json;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.concurrent.Await;
import scala.concurrent.duration.FiniteDuration;

/**
 * ElasticMQ in this process, in memory, on a port of its own.
 *
 * @see <a href="https://github.com/softwaremill/elasticmq">ElasticMQ</a>
 */
public final class LocalQueues implements AutoCloseable {

    private static final FiniteDuration END_LIMIT = FiniteDuration.apply(5, TimeUnit.SECONDS);

    /**
     * Whoever starts the queues ends them. ElasticMQ's own limit of a request is one second above the longest poll: on a busy
     * machine the answer comes later, and the message that was in it would stay hidden for the visibility timeout.
     */
    private static final Config CONFIG = ConfigFactory.parseString("""
        pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        pekko.http.server.request-timeout = infinite
        """);

    private final StackIdentity stack;
    private final ActorSystem actors;
    private final URI endpoint;

    private LocalQueues(StackIdentity stack, ActorSystem actors, SQSRestServer server) {
        this.stack = stack;
        this.actors = actors;
        InetSocketAddress address = server.waitUntilStarted().localAddress();
        this.endpoint = URI.create("http://%s:%d".formatted(address.getHostString(), address.getPort()));
    }

    /** @param publicPort the port that queue URLs name; 0 for ElasticMQ's own */
    public static LocalQueues start(StackIdentity stack, int publicPort) {
        ActorSystem actors = ActorSystem.create("queues", CONFIG.withFallback(ConfigFactory.load()));
        var builder = SQSRestServerBuilder.withActorSystem(actors).withInterface(privateAddress())
                .withDynamicPort()
                .withAWSRegion(stack.region())
                .withAWSAccountId(stack.account());
        if (publicPort != 0) {
            builder = builder.withServerAddress(new NodeAddress("http", "localhost", publicPort, ""));
        }
        return new LocalQueues(stack, actors, builder.start());
    }

    /** In any order: the dead-letter queues are set when all queues exist. */
    public void create(Collection<QueueSpec> queues) {
        try (var http = HttpClient.newHttpClient()) {
            var api = new SqsApi(http, endpoint, new Credentials("hermes", "local", stack.region()));
            for (QueueSpec queue : queues) {
                create(queue, api);
            }
            for (QueueSpec queue : queues) {
                if (queue.deadLetters().isPresent()) {
                    redrive(queue, queue.deadLetters().get(), api);
                }
            }
        } catch (QueueUnavailable e) {
            throw new LocalStackException("A queue could not be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The start was interrupted while queues were created.", e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** On ElasticMQ's own port. */
    public String url(String queue) {
        return "%s/%s/%s".formatted(endpoint, stack.account(), queue);
    }

    /** Does not wait for long polls, as the server's own stop does. */
    @Override
    public void close() {
        actors.terminate();
        try {
            Await.ready(actors.whenTerminated(), END_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            throw new LocalStackException("ElasticMQ did not end within " + END_LIMIT + ".", e);
        }
    }

    /**
     * ElasticMQ takes messages of anybody, and its server takes no guard. So it listens where no web page finds it: at one
     * of the 16 million addresses of this machine that Linux has besides 127.0.0.1, drawn by lot. A Mac has that one only.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3">RFC 1122, 127.0.0.0/8</a>
     */
    private static String privateAddress() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "127.0.0.1";
        }
        var random = new SecureRandom();
        return "127.%d.%d.%d".formatted(random.nextInt(1, 255), random.nextInt(1, 255),
                random.nextInt(1, 255));
    }

    private static void create(QueueSpec queue, SqsApi api) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueName", queue.name());
        ObjectNode attributes = request.putObject("Attributes");
        queue.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
        api.call("CreateQueue", request);
    }

    private void redrive(QueueSpec queue, DeadLetters deadLetters, SqsApi api) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", url(queue.name()));
        request.putObject("Attributes").put("RedrivePolicy", deadLetters.redrivePolicy());
        api.call("SetQueueAttributes", request);
    }
}
