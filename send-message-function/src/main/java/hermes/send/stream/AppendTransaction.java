package hermes.send.stream;

import static hermes.send.stream.StreamItems.number;
import static hermes.send.stream.StreamItems.text;

import hermes.common.Position;
import hermes.common.StreamAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * One attempt to append entries behind a head: the head moves, the notifications and their ids are put, or
 * nothing happens. Items in this order: the head, then each notification and its id. Not for reuse.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class AppendTransaction {
    private static final String FAILED_CONDITION = "ConditionalCheckFailed";

    /** What another attempt need not meet: others write the same item, or too much is written. */
    private static final String CONFLICT = "TransactionConflict";
    private static final Set<String> THROTTLED = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

    private final Head head;
    private final List<Entry> entries;
    private final Instant now;
    private final Instant expiresAt;

    /**
     * @param head that the stream must have, {@link Head#START} if it must have none
     * @param entries with the offsets that follow the head
     * @param expiresAt unless what stands in front of them expires later
     */
    AppendTransaction(Head head, List<Entry> entries, Instant now, Instant expiresAt) {
        this.head = head;
        this.entries = entries;
        this.now = now;
        this.expiresAt = head.expiry(expiresAt);
    }

    AppendOutcome run(Table table) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(put(table, moveHead()));
        for (Entry entry : entries) {
            items.add(put(table, Put.builder().item(StreamItems.notification(entry, expiresAt))));
            items.add(put(table, rememberId(entry)));
        }
        try {
            table.dynamoDb().transactWriteItems(r -> r.transactItems(items));
            return new AppendOutcome.Appended(newHead());
        } catch (TransactionCanceledException e) {
            return outcome(e);
        }
    }

    private Put.Builder moveHead() {
        var put = Put.builder().item(StreamItems.head(entries.getFirst().stream(), newHead()))
                .expressionAttributeNames(Map.of("#epoch", StreamAttributes.EPOCH));
        var position = head.position();
        return position.isStart()
                ? put.conditionExpression("attribute_not_exists(#epoch)")
                : put.conditionExpression("#epoch = :epoch AND #head = :head")
                        .expressionAttributeNames(
                                Map.of("#epoch", StreamAttributes.EPOCH, "#head", StreamAttributes.HEAD))
                        .expressionAttributeValues(
                                Map.of(":epoch", text(position.epoch()), ":head", number(position.offset())));
    }

    /** An id counts as unknown once its time is over, deleted or not, and if it is from another life of the stream. */
    private Put.Builder rememberId(Entry entry) {
        return Put.builder().item(StreamItems.id(entry, expiresAt))
                .conditionExpression("attribute_not_exists(#epoch) OR #epoch <> :epoch OR #expires <= :now")
                .expressionAttributeNames(
                        Map.of("#epoch", StreamAttributes.EPOCH, "#expires", StreamAttributes.EXPIRES_AT))
                .expressionAttributeValues(
                        Map.of(":epoch", text(entry.epoch()), ":now", number(now.getEpochSecond())));
    }

    private static TransactWriteItem put(Table table, Put.Builder put) {
        var complete = put.tableName(table.name())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return TransactWriteItem.builder().put(complete).build();
    }

    private Head newHead() {
        var last = entries.getLast();
        return new Head(new Position(last.epoch(), last.offset()), expiresAt);
    }

    private AppendOutcome outcome(TransactionCanceledException e) {
        var reasons = e.cancellationReasons();
        if (reasons.stream().anyMatch(reason -> !explained(reason))) {
            throw e;
        }
        if (failed(reasons.getFirst())) {
            return new AppendOutcome.Moved(actualHead(reasons.getFirst().item()));
        }
        Map<String, Long> repeats = repeats(reasons);
        if (!repeats.isEmpty()) {
            return new AppendOutcome.Repeated(repeats);
        }
        return reasons.stream().anyMatch(reason -> CONFLICT.equals(reason.code()))
                ? new AppendOutcome.Conflict()
                : new AppendOutcome.Throttled();
    }

    private Map<String, Long> repeats(List<CancellationReason> reasons) {
        Map<String, Long> repeats = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            var reason = reasons.get(2 + 2 * i);
            if (failed(reason)) {
                repeats.put(entries.get(i).content().id(), StreamItems.first(reason.item()));
            }
        }
        return repeats;
    }

    private static Head actualHead(Map<String, AttributeValue> item) {
        return item.isEmpty() ? Head.START : StreamItems.head(item);
    }

    private static boolean failed(CancellationReason reason) {
        return FAILED_CONDITION.equals(reason.code());
    }

    private static boolean explained(CancellationReason reason) {
        return failed(reason) || "None".equals(reason.code()) || CONFLICT.equals(reason.code())
                || THROTTLED.contains(reason.code());
    }
}
