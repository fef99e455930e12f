package hermes.backend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The rows of the token table: what makes a token good, and from when on. Thread-safe. */
final class TokenRows {
    private static final String HASH = "token";
    private static final String VALID_FROM = "valid_from";
    private static final Map<String, String> NAMES = Map.of("#token", HASH, "#from", VALID_FROM);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final KnownHashes hashes = new KnownHashes();

    TokenRows(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /**
     * Makes a token with that fingerprint good. Usually it is already, since it is the same for a user in a room: that
     * costs a read. The row is asked each time, so one that was deleted or revoked elsewhere is written again.
     *
     * @return what the token's date of issue must not be before, in whole seconds since 1970
     * @throws HermesException if the table refuses or does not answer
     */
    long admit(String user, String room, String fingerprint) {
        return attempt("store the token of user %s in room %s".formatted(user, room), () -> {
            var row = dynamoDb.getItem(get -> get.tableName(table).key(key(user, room)).consistentRead(true))
                    .item();
            var hash = Optional.ofNullable(row.get(HASH)).map(AttributeValue::s);
            return validFrom(hash.filter(stored -> hashes.isOf(fingerprint, stored)).isPresent()
                    ? row
                    : store(user, room, hashes.hash(fingerprint)));
        });
    }

    /** An update: putting the item would make good again what was revoked. */
    private Map<String, AttributeValue> store(String user, String room, String hash) {
        return dynamoDb.updateItem(update(user, room).updateExpression("SET #token = :hash")
                .expressionAttributeNames(Map.of("#token", HASH))
                .expressionAttributeValues(Map.of(":hash", AttributeValue.fromS(hash)))
                .returnValues(ReturnValue.ALL_NEW).build()).attributes();
    }

    /**
     * Revokes what was issued before that time. The hash goes too, so that a stack which does not know the date refuses as
     * well.
     *
     * @throws HermesException if the table refuses or does not answer
     */
    void revoke(String user, String room, Instant validFrom) {
        var from = AttributeValue.fromN(Long.toString(validFrom.getEpochSecond()));
        attempt("revoke the token of user %s in room %s".formatted(user, room), () -> {
            var update = update(user, room).expressionAttributeNames(NAMES);
            try {
                return dynamoDb.updateItem(update.updateExpression("SET #from = :from REMOVE #token")
                        .conditionExpression("attribute_not_exists(#from) OR #from < :from")
                        .expressionAttributeValues(Map.of(":from", from)).build());
            } catch (ConditionalCheckFailedException e) {
                // Revoked moments ago: a token that was issued since then has the date that stands there.
                return dynamoDb.updateItem(update
                        .updateExpression("SET #from = if_not_exists(#from, :from) + :one REMOVE #token")
                        .conditionExpression(null)
                        .expressionAttributeValues(Map.of(":from", from, ":one", AttributeValue.fromN("1")))
                        .build());
            }
        });
    }

    String table() {
        return table;
    }

    private UpdateItemRequest.Builder update(String user, String room) {
        return UpdateItemRequest.builder().tableName(table).key(key(user, room));
    }

    private <T> T attempt(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new HermesException("Could not %s in table %s: %s".formatted(what, table, e.getMessage()),
                    e);
        }
    }

    private static long validFrom(Map<String, AttributeValue> row) {
        return Optional.ofNullable(row.get(VALID_FROM)).map(AttributeValue::n)
                .map(seconds -> new BigDecimal(seconds).setScale(0, RoundingMode.CEILING).longValue())
                .orElse(0L);
    }

    private static Map<String, AttributeValue> key(String user, String room) {
        return Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
    }
}
