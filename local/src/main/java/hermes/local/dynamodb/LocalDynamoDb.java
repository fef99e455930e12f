package hermes.local.dynamodb;

import hermes.local.stack.LocalStackException;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, in memory, on a port of its own. All credentials and regions share its tables.
 * Its own server class would report each start to AWS, so its handler runs in a server of ours.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html">DynamoDB
 *      Local</a>
 */
public final class LocalDynamoDb implements AutoCloseable {

    private static final boolean IN_MEMORY = true;
    private static final boolean SHARED = true;
    private static final boolean DELAYED_STATUS = false;
    private static final String NO_FILE = null;
    private static final String ANY_ORIGIN = null;
    private static final String CALLER = "hermes";
    private static final String REGION = "local";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final LocalDynamoDBRequestHandler requests;

    public LocalDynamoDb() {
        requests = new LocalDynamoDBRequestHandler(0, IN_MEMORY, NO_FILE, SHARED, DELAYED_STATUS);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ProgramsOnly(new LocalDynamoDBServerHandler(requests, ANY_ORIGIN)));
    }

    public LocalDynamoDb start() {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            throw new LocalStackException("DynamoDB Local did not start: " + e.getMessage(), e);
        }
    }

    public void create(TableSpec table) {
        String name = table.request().tableName();
        try {
            requests.createTable(CALLER, REGION, table.request());
            table.timeToLive().ifPresent(attribute -> requests.updateTimeToLive(CALLER, REGION,
                    UpdateTimeToLiveRequest.builder().tableName(name)
                            .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true))
                            .build()));
        } catch (RuntimeException e) {
            throw new LocalStackException("DynamoDB refuses the table " + name + ": " + e.getMessage(),
                    e);
        }
    }

    public void delete(String table) {
        requests.deleteTable(CALLER, REGION, DeleteTableRequest.builder().tableName(table).build());
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new LocalStackException("DynamoDB Local did not stop: " + e.getMessage(), e);
        } finally {
            requests.shutdown();
        }
    }
}
