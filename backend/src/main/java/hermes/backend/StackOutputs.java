package hermes.backend;

import java.util.Map;

/**
 * Where a stack's queue, token table and secrets are. Immutable.
 *
 * @param queueUrl where notifications are published
 * @param tokensTable where the hash of each token is kept
 * @param jwtSecret id or ARN of the secret with the key that signs tokens
 * @param passcodeSecret id or ARN of the secret with the passcode that is hashed into tokens
 */
public record StackOutputs(String queueUrl, String tokensTable, String jwtSecret, String passcodeSecret) {

    /** @throws IllegalArgumentException if one is empty */
    public StackOutputs {
        required("QueueUrl", queueUrl);
        required("TokensTableName", tokensTable);
        required("JwtSecretArn", jwtSecret);
        required("PasscodeSecretArn", passcodeSecret);
    }

    /**
     * Takes what it needs from a stack's outputs, as {@code aws cloudformation describe-stacks} or
     * {@code hermes outputs} lists them, and passes over the rest.
     *
     * @throws IllegalArgumentException if an output is missing; the message names it
     */
    public static StackOutputs of(Map<String, String> outputs) {
        return new StackOutputs(outputs.get("QueueUrl"), outputs.get("TokensTableName"),
                outputs.get("JwtSecretArn"), outputs.get("PasscodeSecretArn"));
    }

    private static void required(String output, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "There is no %s; expected it among the outputs of a Hermes stack".formatted(output));
        }
    }
}
