package hermes.system.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.inbox.StoredStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies in the notifications table, read without the function's code.
 *
 * @param streams by their key: the notifications by their offset
 * @param heads by the stream's key
 */
record StreamTable(SortedMap<String, SortedMap<Long, Stored>> streams, Map<String, Head> heads) {

    record Stored(String id, String epoch, JsonNode author, JsonNode data) {}

    record Head(String epoch, long offset) {}

    /** @param part of the names of all rooms that matter, and of no others */
    static StreamTable read(DynamoDbClient dynamoDb, String table, String part) {
        var read = new StreamTable(new TreeMap<>(), new TreeMap<>());
        dynamoDb.scanPaginator(scan -> scan.tableName(table).consistentRead(true)
                .filterExpression("contains(#stream, :part) AND NOT begins_with(#stream, :id)"
                        + " AND NOT begins_with(#stream, :spent)")
                .expressionAttributeNames(Map.of("#stream", "stream"))
                .expressionAttributeValues(Map.of(":part", AttributeValue.fromS(part), ":id",
                        AttributeValue.fromS("id#"), ":spent", AttributeValue.fromS("spent#"))))
                .items().forEach(read::add);
        return read;
    }

    /** With what has been deleted since that was read. */
    StreamTable with(StreamTable earlier) {
        earlier.streams.forEach((key, entries) -> {
            var stream = streams.computeIfAbsent(key, _ -> new TreeMap<>());
            entries.forEach(stream::putIfAbsent);
        });
        return this;
    }

    /** Ends the time of a stream's older half. */
    long expireHalf(DynamoDbClient dynamoDb, String table, String key) {
        long half = head(key) / 2;
        for (long offset = 1; offset <= half; offset++) {
            var item = Map.of("stream", AttributeValue.fromS(key), "offset",
                    AttributeValue.fromN("" + offset));
            dynamoDb.updateItem(update -> update.tableName(table).key(item)
                    .updateExpression("SET expires_at = :past")
                    .expressionAttributeValues(Map.of(":past", AttributeValue.fromN("1"))));
        }
        return half;
    }

    SortedMap<Long, Stored> stream(String key) {
        return streams.getOrDefault(key, new TreeMap<>());
    }

    long head(String key) {
        return heads.getOrDefault(key, new Head("", 0)).offset();
    }

    /** @param expired all up to this offset are over */
    StoredStream inbox(String key, long expired) {
        var items = new TreeMap<Long, StoredStream.Item>();
        stream(key).forEach((offset, stored) -> items.put(offset,
                new StoredStream.Item(stored.id(), stored.author(), stored.data())));
        return new StoredStream(heads.getOrDefault(key, new Head("", 0)).epoch(), items, expired);
    }

    private void add(Map<String, AttributeValue> item) {
        var stream = item.get("stream").s();
        long offset = Long.parseLong(item.get("offset").n());
        var epoch = item.get("epoch").s();
        if (offset == 0) {
            heads.put(stream, new Head(epoch, Long.parseLong(item.get("head").n())));
            return;
        }
        streams.computeIfAbsent(stream, _ -> new TreeMap<>()).put(offset,
                new Stored(item.get("id").s(), epoch,
                        json(item.get("user_id").s()), json(item.get("data").s())));
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the table holds what is not JSON: " + text, e);
        }
    }
}
