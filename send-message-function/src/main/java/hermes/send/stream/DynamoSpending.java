package hermes.send.stream;

import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Up to when the reader of a stream has spent what may be read again, in the table of the streams. Thread-safe. */
public final class DynamoSpending {
    private final Table table;

    public DynamoSpending(Table table) {
        this.table = table;
    }

    /**
     * Moves the time, unless it is later than is believed.
     *
     * @param stream its key
     * @param believed in milliseconds since 1970
     * @param until likewise
     * @return empty if it was moved; else what it really is
     */
    public OptionalLong spend(String stream, long believed, long until) {
        try {
            table.dynamoDb().putItem(r -> r.tableName(table.name()).item(StreamItems.spent(stream, until))
                    .conditionExpression("attribute_not_exists(#until) OR #until <= :believed")
                    .expressionAttributeNames(Map.of("#until", StreamItems.SPENT_UNTIL))
                    .expressionAttributeValues(Map.of(":believed", StreamItems.number(believed)))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return OptionalLong.empty();
        } catch (ConditionalCheckFailedException e) {
            return OptionalLong.of(StreamItems.spentUntil(e.item()));
        }
    }
}
