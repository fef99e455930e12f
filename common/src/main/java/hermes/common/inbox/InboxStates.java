package hermes.common.inbox;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The states in their table, with the key {@code user_id}, {@code room_id}; no other place knows its attributes.
 * Thread-safe.
 */
final class InboxStates {
    private static final String USER = "user_id";
    private static final String ROOM = "room_id";
    private static final String VERSION = "version";
    private static final String INBOX = "inbox";
    private static final String ANNOUNCEMENTS = "announcements";
    private static final String REFS = "refs";
    private static final String EPOCH = "epoch";
    private static final String FLOOR = "floor";
    private static final String SEEN = "seen";
    private static final String READ = "read";
    private static final String ARCHIVED = "archived";

    private final DynamoDbClient dynamoDb;
    private final String table;

    InboxStates(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** @throws IllegalStateException if a backend has put something else there */
    Optional<InboxState> find(String room, String user) {
        var item = dynamoDb.getItem(get -> get.tableName(table).key(key(room, user)).consistentRead(true))
                .item();
        return Optional.of(item).filter(found -> !found.isEmpty()).map(InboxStates::state);
    }

    /**
     * Stores the state over the version before it.
     *
     * @return what is stored then: this state, or if another came first, and nothing is changed, that; empty if it was taken
     *         away
     */
    Optional<InboxState> put(String room, String user, InboxState state) {
        var item = item(room, user, state);
        var first = state.version() == 1;
        Map<String, AttributeValue> before = first ? null : Map.of(":before", number(state.version() - 1));
        try {
            dynamoDb.putItem(put -> put.tableName(table).item(item)
                    .conditionExpression(first ? "attribute_not_exists(#version)" : "#version = :before")
                    .expressionAttributeNames(Map.of("#version", VERSION))
                    .expressionAttributeValues(before)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.of(state);
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.item()).filter(other -> !other.isEmpty()).map(InboxStates::state);
        }
    }

    private static Map<String, AttributeValue> item(String room, String user, InboxState state) {
        var item = new HashMap<>(key(room, user));
        item.put(VERSION, number(state.version()));
        item.put(INBOX, AttributeValue.fromM(part(state.inbox())));
        item.put(ANNOUNCEMENTS, AttributeValue.fromM(part(state.announcements())));
        item.put(REFS, AttributeValue.fromL(state.refs().stream().map(AttributeValue::fromS).toList()));
        return item;
    }

    private static InboxState state(Map<String, AttributeValue> item) {
        try {
            return new InboxState(number(item, VERSION), part(item, INBOX), part(item, ANNOUNCEMENTS),
                    item.containsKey(REFS)
                            ? item.get(REFS).l().stream().map(AttributeValue::s).toList()
                            : List.of());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    ("The state of the inbox of user %s in room %s is not one: put it as docs/protocol.md says, or delete it,"
                            + " and it begins anew.").formatted(item.get(USER).s(), item.get(ROOM).s()),
                    e);
        }
    }

    private static Map<String, AttributeValue> part(StreamState state) {
        return Map.of(EPOCH, AttributeValue.fromS(state.epoch()), FLOOR, number(state.floor()), SEEN,
                number(state.seen()), READ, AttributeValue.fromS(state.read().toString()), ARCHIVED,
                AttributeValue.fromS(state.archived().toString()));
    }

    private static StreamState part(Map<String, AttributeValue> item, String name) {
        var part = item.get(name).m();
        return new StreamState(part.get(EPOCH).s(), number(part, FLOOR), number(part, SEEN),
                Ranges.parse(part.get(READ).s()), Ranges.parse(part.get(ARCHIVED).s()));
    }

    private static Map<String, AttributeValue> key(String room, String user) {
        return Map.of(USER, AttributeValue.fromS(user), ROOM, AttributeValue.fromS(room));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** Ruby's SDK writes 0 as 0.0, which DynamoDB makes 0 again, and DynamoDB Local does not. */
    private static long number(Map<String, AttributeValue> item, String name) {
        return new BigDecimal(item.get(name).n()).longValueExact();
    }
}
