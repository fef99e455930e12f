package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SecretTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeSecrets secrets = new FakeSecrets().with("key", "first");
    private final Secret secret = new Secret(secrets, "key", clock);

    @Test
    void valueIsReadOnceInFiveMinutes() {
        secret.value();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));

        assertThat(secret.value()).isEqualTo("first");
        assertThat(secrets.reads()).hasSize(1);
    }

    @Test
    void rotatedValueIsInUseAfterFiveMinutes() {
        secret.value();
        secrets.with("key", "second");
        clock.advance(Duration.ofMinutes(5));

        assertThat(secret.value()).isEqualTo("second");
    }

    @Test
    void missingSecretIsNamed() {
        assertThatThrownBy(() -> new Secret(secrets, "other", clock).value())
                .isInstanceOf(HermesException.class).hasMessageContaining("Could not read secret other");
    }

    @Test
    void emptySecretIsRefused() {
        secrets.with("key", "");

        assertThatThrownBy(secret::value).isInstanceOf(HermesException.class)
                .hasMessageContaining("Secret key holds no text");
    }

    @Test
    void failureIsNotRemembered() {
        var late = new Secret(secrets, "late", clock);
        assertThatThrownBy(late::value).isInstanceOf(HermesException.class);
        secrets.with("late", "here");

        assertThat(late.value()).isEqualTo("here");
    }
}
