package hermes.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What SQS refuses of messages and batches, and ElasticMQ takes or refuses by other names.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">
 *      SendMessageBatch</a>
 */
final class SqsRules {

    private static final int MOST_ENTRIES = 10;

    /** Of a message and of all in a batch. */
    private static final int MOST_BYTES = 1024 * 1024;

    private SqsRules() {}

    /** @param request in JSON */
    static Optional<AwsError> refusal(String operation, JsonNode request) {
        List<JsonNode> entries = new ArrayList<>();
        request.path("Entries").forEach(entries::add);
        var bodies = entries.isEmpty() ? List.of(request) : entries;
        return operation.endsWith("Batch")
                ? refusalOfBatch(entries).or(() -> operation.startsWith("SendMessage")
                        ? refusalOfBodies(bodies)
                        : Optional.empty())
                : Optional.of(operation).filter("SendMessage"::equals).flatMap(_ -> refusalOfBodies(bodies));
    }

    private static Optional<AwsError> refusalOfBatch(List<JsonNode> entries) {
        if (entries.isEmpty()) {
            return error("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (entries.size() > MOST_ENTRIES) {
            return error("TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are %d. You have sent %d.".formatted(MOST_ENTRIES,
                            entries.size()));
        }
        var ids = new HashSet<String>();
        for (var entry : entries) {
            var id = entry.path("Id").asText();
            if (!id.matches("[a-zA-Z0-9_-]{1,80}")) {
                return error("InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters,"
                                + " hyphens and underscores. It can be at most 80 letters long.");
            }
            if (!ids.add(id)) {
                return error("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
        return Optional.empty();
    }

    private static Optional<AwsError> refusalOfBodies(List<JsonNode> messages) {
        long bytes = 0;
        for (var message : messages) {
            var body = message.path("MessageBody").asText();
            if (!body.codePoints().allMatch(SqsRules::isAllowed)) {
                return error("InvalidMessageContents",
                        "Invalid characters found. Valid unicode characters are"
                                + " #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
            }
            bytes += body.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes <= MOST_BYTES) {
            return Optional.empty();
        }
        return messages.size() > 1
                ? error("BatchRequestTooLong",
                        "Batch requests cannot be longer than %d bytes. You have sent %d bytes."
                                .formatted(MOST_BYTES, bytes))
                : error("InvalidParameterValue", "One or more parameters are invalid. Reason: Message must be"
                        + " shorter than %d bytes.".formatted(MOST_BYTES));
    }

    private static boolean isAllowed(int character) {
        return character >= 0x20 && character <= 0xD7FF || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000 || character == '\t' || character == '\n' || character == '\r';
    }

    private static Optional<AwsError> error(String code, String message) {
        return Optional.of(new AwsError(400, code, message));
    }
}
