package hermes.local;

import hermes.local.dynamodb.LocalDynamoDb;
import hermes.local.dynamodb.TableSpec;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local with the tables of {@code template.yaml}, empty at the start of each test. One server serves all
 * test classes of a run, so classes that use it must not run at the same time.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DynamoDbExtension db = new DynamoDbExtension();
 *
 * db.client().putItem(put -> put.tableName(db.table("ConnectionsTable"))...);
 * }</pre>
 */
public final class DynamoDbExtension implements BeforeAllCallback, BeforeEachCallback {

    private Running running;

    /** To be used from {@code @BeforeAll} on. The extension closes it. */
    public DynamoDbClient client() {
        return running.client;
    }

    /** The physical name of a table of the template. */
    public String table(String logicalId) {
        TableSpec table = running.tables.get(logicalId);
        if (table == null) {
            throw new IllegalArgumentException(
                    "template.yaml has no table %s; it has %s".formatted(logicalId, running.tables.keySet()));
        }
        return table.request().tableName();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(Namespace.create(DynamoDbExtension.class))
                .getOrComputeIfAbsent(Running.class, _ -> new Running(), Running.class);
        running.recreateTables();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running.recreateTables();
    }

    private static final class Running implements AutoCloseable {

        private final Map<String, TableSpec> tables = ProjectTemplate.dataSpecs().tables();
        private final LocalDynamoDb server = new LocalDynamoDb().start();
        private final DynamoDbClient client = DynamoDbClient.builder().endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create()).build();

        Running() {
            tables.values().forEach(server::create);
        }

        void recreateTables() {
            tables.values().forEach(table -> {
                server.delete(table.request().tableName());
                server.create(table);
            });
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
