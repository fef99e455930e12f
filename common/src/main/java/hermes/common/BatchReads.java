package hermes.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads many items of a table by their keys at once. */
public final class BatchReads {

    private BatchReads() {}

    /**
     * Reads strongly consistent, and again what DynamoDB left out: when it left out everything it throws.
     *
     * @param keys 1 to 100, no two of them the same
     * @return those that there are, in no order
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB does not answer or refuses
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
     */
    public static List<Map<String, AttributeValue>> consistent(DynamoDbClient dynamoDb, String table,
            List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        var wanted = Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        while (!wanted.isEmpty()) {
            var request = wanted;
            var answer = dynamoDb.batchGetItem(get -> get.requestItems(request));
            answer.responses().values().forEach(found::addAll);
            wanted = answer.unprocessedKeys();
        }
        return found;
    }
}
