package hermes.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The current value of one secret, read when first asked for and again after five minutes, so that a rotated
 * one is soon in use. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">Versions</a>
 */
final class Secret {
    static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretsManagerClient secretsManager;
    private final String id;
    private final Clock clock;
    private Reading last = new Reading("", Instant.MIN);

    Secret(SecretsManagerClient secretsManager, String id, Clock clock) {
        this.secretsManager = secretsManager;
        this.id = id;
        this.clock = clock;
    }

    /** @throws HermesException if it cannot be read or holds no text */
    synchronized String value() {
        var now = clock.instant();
        if (!now.isBefore(last.goodUntil())) {
            last = new Reading(read(), now.plus(KEPT));
        }
        return last.value();
    }

    String id() {
        return id;
    }

    private String read() {
        try {
            // Without a stage Secrets Manager answers AWSCURRENT.
            var value = secretsManager.getSecretValue(request -> request.secretId(id)).secretString();
            if (value == null || value.isEmpty()) {
                throw new HermesException(
                        "Secret %s holds no text; expected a SecretString that is not empty".formatted(id));
            }
            return value;
        } catch (SdkException e) {
            throw new HermesException("Could not read secret %s: %s".formatted(id, e.getMessage()), e);
        }
    }

    private record Reading(String value, Instant goodUntil) {}
}
