package hermes.backend;

import java.util.Map;
import java.util.Optional;

/**
 * Where a stack's queues, token table and secrets are. Immutable.
 *
 * @param queueUrl where notifications are published without an order
 * @param tokensTable where the hash of each token is kept
 * @param jwtSecret id or ARN of the secret with the key that signs tokens
 * @param passcodeSecret id or ARN of the secret with the passcode that is hashed into tokens
 * @param orderedQueueUrl where notifications are published in the order of their room; empty for a stack of version 1.0
 * @param inboxTables where inboxes are kept; empty for a stack of version 1.0
 * @param grantsTable where is kept who may join further rooms; empty for a stack of version 1.0
 */
public record StackOutputs(String queueUrl, String tokensTable, String jwtSecret, String passcodeSecret,
        Optional<String> orderedQueueUrl, Optional<InboxTables> inboxTables, Optional<String> grantsTable) {

    /** What users have read, and the notifications that they have or have not. */
    public record InboxTables(String states, String notifications) {
        /** Empty if the outputs have not both. */
        public static Optional<InboxTables> of(Map<String, String> outputs) {
            return Optional.ofNullable(outputs.get("InboxStatesTableName"))
                    .flatMap(states -> Optional.ofNullable(outputs.get("NotificationsTableName"))
                            .map(notifications -> new InboxTables(states, notifications)));
        }
    }

    /** @throws IllegalArgumentException if one is empty */
    public StackOutputs {
        required("QueueUrl", queueUrl);
        required("TokensTableName", tokensTable);
        required("JwtSecretArn", jwtSecret);
        required("PasscodeSecretArn", passcodeSecret);
        orderedQueueUrl.ifPresent(url -> required("OrderedQueueUrl", url));
        grantsTable.ifPresent(table -> required("GrantsTableName", table));
    }

    /** For a backend that does not look into inboxes and grants no rooms. */
    public StackOutputs(String queueUrl, String tokensTable, String jwtSecret, String passcodeSecret,
            Optional<String> orderedQueueUrl) {
        this(queueUrl, tokensTable, jwtSecret, passcodeSecret, orderedQueueUrl, Optional.empty(),
                Optional.empty());
    }

    /** Of a stack without an ordered queue. */
    public StackOutputs(String queueUrl, String tokensTable, String jwtSecret, String passcodeSecret) {
        this(queueUrl, tokensTable, jwtSecret, passcodeSecret, Optional.empty());
    }

    /**
     * Takes what it needs from a stack's outputs, as {@code aws cloudformation describe-stacks} or
     * {@code hermes outputs} lists them, and passes over the rest.
     *
     * @throws IllegalArgumentException if an output is missing; the message names it
     */
    public static StackOutputs of(Map<String, String> outputs) {
        return new StackOutputs(outputs.get("QueueUrl"), outputs.get("TokensTableName"),
                outputs.get("JwtSecretArn"), outputs.get("PasscodeSecretArn"),
                Optional.ofNullable(outputs.get("OrderedQueueUrl")), InboxTables.of(outputs),
                Optional.ofNullable(outputs.get("GrantsTableName")));
    }

    private static void required(String output, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "There is no %s; expected it among the outputs of a Hermes stack".formatted(output));
        }
    }
}
