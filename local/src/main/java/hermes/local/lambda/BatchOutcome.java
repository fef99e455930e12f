package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * Which messages of a batch are done, read from how the invocation ended. What AWS does not document counts as a
 * failure of the whole batch.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success and failure
 *      conditions</a>
 */
final class BatchOutcome {

    private BatchOutcome() {}

    /**
     * @param reportsFailures whether the event source asks for {@code ReportBatchItemFailures}
     * @return the ids to delete; the others come again after their visibility timeout
     */
    static Set<String> done(InvocationResult invocation, Set<String> messageIds, boolean reportsFailures) {
        if (!(invocation instanceof Returned(byte[] payload))) {
            return Set.of();
        }
        if (!reportsFailures) {
            return messageIds;
        }
        return Json.parse(payload).map(response -> succeeded(response, messageIds)).orElse(Set.of());
    }

    private static Set<String> succeeded(JsonNode response, Set<String> messageIds) {
        JsonNode failures = response.path("batchItemFailures");
        if (response.isNull() || response.isObject() && (failures.isMissingNode() || failures.isNull())) {
            return messageIds;
        }
        if (!failures.isArray()) {
            return Set.of();
        }
        Set<String> done = new HashSet<>(messageIds);
        for (JsonNode failure : failures) {
            JsonNode id = failure.path("itemIdentifier");
            if (!id.isTextual() || !messageIds.contains(id.textValue())) {
                return Set.of();
            }
            done.remove(id.textValue());
        }
        return done;
    }
}
