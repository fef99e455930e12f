package hermes.local;

import hermes.local.sqs.LocalQueues;
import hermes.local.sqs.QueueSpec;
import hermes.local.stack.StackIdentity;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * ElasticMQ with the queues of {@code template.yaml}, empty at the start of each test. One server serves all test
 * classes of a run, so classes that use it must not run at the same time.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ElasticMqExtension queues = new ElasticMqExtension();
 *
 * queues.client().sendMessage(send -> send.queueUrl(queues.queueUrl("NotificationQueue")).messageBody("{}"));
 * }</pre>
 */
public final class ElasticMqExtension implements BeforeAllCallback, BeforeEachCallback {

    private Running running;

    /** To be used from {@code @BeforeAll} on. The extension closes it. */
    public SqsClient client() {
        return running.client;
    }

    /** The URL of a queue of the template. */
    public String queueUrl(String logicalId) {
        QueueSpec queue = running.queues.get(logicalId);
        if (queue == null) {
            throw new IllegalArgumentException(
                    "template.yaml has no queue %s; it has %s".formatted(logicalId, running.queues.keySet()));
        }
        return running.server.url(queue.name());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(Namespace.create(ElasticMqExtension.class))
                .getOrComputeIfAbsent(Running.class, _ -> new Running(), Running.class);
        running.purge();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running.purge();
    }

    private static final class Running implements AutoCloseable {

        private final Map<String, QueueSpec> queues = ProjectTemplate.dataSpecs().queues();
        private final LocalQueues server = LocalQueues
                .start(new StackIdentity("test", "us-east-1", "000000000000"), 0);
        private final SqsClient client = SqsClient.builder().endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create()).build();

        Running() {
            server.create(queues.values());
        }

        void purge() {
            queues.values()
                    .forEach(queue -> client.purgeQueue(purge -> purge.queueUrl(server.url(queue.name()))));
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
