package hermes.cli.stack;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secret with the key that signs tokens. Secrets Manager itself makes the version that was current the previous
 * one. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">
 *      PutSecretValue</a>
 */
public final class SigningKey {

    /** How long the Java library for backends signs with a key before it reads it again. */
    public static final Duration KEPT_BY_BACKENDS = Duration.ofMinutes(5);

    /** How long the authorizer accepts a key that is neither the current nor the previous one any more. */
    public static final Duration KEPT_BY_AUTHORIZER = Duration.ofMinutes(5);

    /** RFC 7518, 3.2: HS512 has 64 bytes; as hexadecimal digits the key is twice as long and as unguessable. */
    private static final int RANDOM_BYTES = 64;

    private final SecretsManagerClient secretsManager;
    private final String secretId;

    public SigningKey(SecretsManagerClient secretsManager, String secretId) {
        this.secretsManager = secretsManager;
        this.secretId = secretId;
    }

    /**
     * When the last rotation was, which made the current key out of a new one; empty if there has been none, so that no
     * token signed with an earlier key can be in use.
     */
    public Optional<Instant> lastRotation() {
        try {
            secretsManager.getSecretValue(get -> get.secretId(secretId).versionStage("AWSPREVIOUS"));
        } catch (ResourceNotFoundException _) {
            return Optional.empty();
        }
        return Optional.of(secretsManager.getSecretValue(get -> get.secretId(secretId)).createdDate());
    }

    /** Signers find the new key when they read the secret next; verifiers accept it at once. */
    public Rotation rotate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        var version = secretsManager.putSecretValue(
                put -> put.secretId(secretId).secretString(HexFormat.of().formatHex(random))).versionId();
        return new Rotation(version, Instant.now());
    }

    /** @param version Secrets Manager's id of the new key */
    public record Rotation(String version, Instant at) {}
}
