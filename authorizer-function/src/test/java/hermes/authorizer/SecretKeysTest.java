package hermes.authorizer;

import static hermes.authorizer.SecretKeys.BETWEEN_RENEWALS;
import static hermes.authorizer.SecretKeys.LONGEST_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.algorithms.Algorithm;
import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretKeysTest {
    private static final String FIRST = Jws.KEY;
    private static final String SECOND = Jws.OTHER_KEY;
    private static final String THIRD = "3".repeat(64);

    private final FakeSecrets secrets = new FakeSecrets().with("jwt-secret", FIRST);
    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final SecretKeys keys = new SecretKeys(secrets, "jwt-secret", clock);

    @Test
    void freshSecretIsOneKey() {
        assertThat(signatures(keys.current())).containsExactly(signature(FIRST));
    }

    @Test
    void currentAndPreviousKeyAreAcceptedAndNoOlderOne() {
        secrets.rotate("jwt-secret", SECOND);
        secrets.rotate("jwt-secret", THIRD);

        assertThat(signatures(keys.current())).containsExactly(signature(THIRD), signature(SECOND));
    }

    @Test
    void keysAreReadOnceInTheirAge() {
        keys.current();
        clock.advance(LONGEST_AGE.minusMillis(1));
        keys.current();

        assertThat(secrets.reads()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
    }

    @Test
    void agedKeysAreReadAnew() {
        keys.current();
        secrets.rotate("jwt-secret", SECOND);
        clock.advance(LONGEST_AGE);

        assertThat(signatures(keys.current())).containsExactly(signature(SECOND), signature(FIRST));
    }

    @Test
    void renewalSeesARotationAtOnce() {
        keys.current();
        secrets.rotate("jwt-secret", SECOND);

        assertThat(keys.renewed()).hasValueSatisfying(
                renewed -> assertThat(signatures(renewed)).containsExactly(signature(SECOND),
                        signature(FIRST)));
        assertThat(signatures(keys.current())).containsExactly(signature(SECOND), signature(FIRST));
    }

    @Test
    void renewalsAreRateLimited() {
        keys.renewed();
        clock.advance(BETWEEN_RENEWALS.minusMillis(1));
        assertThat(keys.renewed()).isEmpty();

        clock.advance(BETWEEN_RENEWALS);
        assertThat(keys.renewed()).isPresent();
    }

    @Test
    void failedRenewalIsNoRefusalNextTime() {
        keys.current();
        secrets.fail(SdkClientException.create("connection reset"));
        assertThatThrownBy(keys::renewed).isInstanceOf(SecretUnavailableException.class);

        assertThatThrownBy(keys::renewed).isInstanceOf(SecretUnavailableException.class);
    }

    @Test
    void missingSecretIsNamed() {
        secrets.fail(ResourceNotFoundException.builder().message("no such secret").build());

        assertThatThrownBy(keys::current).isInstanceOf(SecretUnavailableException.class)
                .hasMessage("Secret jwt-secret has no current version; put one");
    }

    @Test
    void unreachableSecretsManagerIsAFaultWithItsCause() {
        var failure = SdkClientException.create("connection reset");
        secrets.fail(failure);

        assertThatThrownBy(keys::current).isInstanceOf(SecretUnavailableException.class)
                .hasMessage("Could not read AWSCURRENT of secret jwt-secret: connection reset")
                .hasCause(failure);
    }

    @Test
    void shortKeyIsRefusedWithoutBeingShown() {
        var shortKeys = new SecretKeys(new FakeSecrets().with("jwt-secret", "0123456789abcdef"), "jwt-secret",
                clock);

        assertThatThrownBy(shortKeys::current).isInstanceOf(SecretUnavailableException.class)
                .hasMessage("Secret jwt-secret has 16 bytes; HS512 needs at least 64: put a longer one");
    }

    @Test
    void binarySecretIsRefused() {
        var binary = new SecretKeys(new FakeSecrets().with("jwt-secret", null), "jwt-secret", clock);

        assertThatThrownBy(binary::current).isInstanceOf(SecretUnavailableException.class);
    }

    @Test
    void correctedMistakeDoesNotStandInTheWay() {
        var mistake = new FakeSecrets().with("jwt-secret", "too short");
        mistake.rotate("jwt-secret", SECOND);

        assertThat(signatures(new SecretKeys(mistake, "jwt-secret", clock).current()))
                .containsExactly(signature(SECOND));
    }

    @Test
    void previousKeyOf64BytesIsAcceptedAndAShorterOneNamedInTheLog() {
        assertThat(logOfRotationFrom("p".repeat(64))).isEmpty();
        assertThat(logOfRotationFrom("p".repeat(63)))
                .contains("previous version of secret jwt-secret has 63 bytes").hasLineCount(1);
    }

    private String logOfRotationFrom(String previous) {
        var rotated = new FakeSecrets().with("jwt-secret", previous);
        rotated.rotate("jwt-secret", SECOND);
        var log = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(log, true));
        try {
            new SecretKeys(rotated, "jwt-secret", clock).current();
        } finally {
            System.setOut(stdout);
        }
        return log.toString();
    }

    private static List<String> signatures(List<Algorithm> keys) {
        return keys.stream().map(key -> HexFormat.of().formatHex(key.sign(bytes("h"), bytes("p")))).toList();
    }

    private static String signature(String key) {
        return signatures(Stream.of(Algorithm.HMAC512(key)).toList()).getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
