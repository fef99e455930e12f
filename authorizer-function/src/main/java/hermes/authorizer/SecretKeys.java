package hermes.authorizer;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The HS512 keys in a secret of Secrets Manager: the current and the previous version, so that a rotation drops
 * nobody. The UTF-8 bytes of the secret are the key. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">Versions</a>
 */
final class SecretKeys implements SigningKeys {

    /** After a rotation the key before the previous one is accepted for this long at most. */
    static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    /** What a flood of forged tokens can cost: one renewal in this time. */
    static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(5);

    /** RFC 7518, 3.2: no shorter than the hash. */
    static final int SHORTEST_KEY_BYTES = 64;

    private final SecretsManagerClient secrets;
    private final String secretId;
    private final Clock clock;
    private List<Algorithm> keys = List.of();
    private Instant staleAt = Instant.MIN;
    private Instant renewableAt = Instant.MIN;

    SecretKeys(SecretsManagerClient secrets, String secretId, Clock clock) {
        this.secrets = secrets;
        this.secretId = secretId;
        this.clock = clock;
    }

    /** @throws SecretUnavailableException if they have to be read and cannot be */
    @Override
    public synchronized List<Algorithm> current() {
        if (!clock.instant().isBefore(staleAt)) {
            read();
        }
        return keys;
    }

    /** @throws SecretUnavailableException if they cannot be read */
    @Override
    public synchronized Optional<List<Algorithm>> renewed() {
        var now = clock.instant();
        if (now.isBefore(renewableAt)) {
            return Optional.empty();
        }
        read();
        renewableAt = now.plus(BETWEEN_RENEWALS);
        return Optional.of(keys);
    }

    private void read() {
        var current = version("AWSCURRENT").orElseThrow(
                () -> new SecretUnavailableException(
                        "Secret %s has no current version; put one".formatted(secretId)));
        if (current.length < SHORTEST_KEY_BYTES) {
            throw new SecretUnavailableException(
                    "Secret %s has %d bytes; HS512 needs at least %d: put a longer one"
                            .formatted(secretId, current.length, SHORTEST_KEY_BYTES));
        }
        var previous = version("AWSPREVIOUS").filter(this::isLongEnough);
        keys = Stream.concat(Stream.of(current), previous.stream()).map(Algorithm::HMAC512).toList();
        staleAt = clock.instant().plus(LONGEST_AGE);
    }

    /** Empty if there is no such version: a fresh secret has no previous one. */
    private Optional<byte[]> version(String stage) {
        try {
            var secret = secrets.getSecretValue(r -> r.secretId(secretId).versionStage(stage)).secretString();
            return Optional.ofNullable(secret).map(text -> text.getBytes(StandardCharsets.UTF_8));
        } catch (ResourceNotFoundException _) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new SecretUnavailableException(
                    "Could not read %s of secret %s: %s".formatted(stage, secretId, e.getMessage()), e);
        }
    }

    /** A mistake that has been corrected must not stand in the way until the next rotation. */
    private boolean isLongEnough(byte[] previous) {
        boolean longEnough = previous.length >= SHORTEST_KEY_BYTES;
        if (!longEnough) {
            LambdaRuntime.getLogger().log("The previous version of secret %s has %d bytes and is not accepted"
                    .formatted(secretId, previous.length), LogLevel.WARN);
        }
        return longEnough;
    }
}
