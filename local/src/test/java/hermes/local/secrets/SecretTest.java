package hermes.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.secrets.Secret.Version;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretTest {

    private final Secret secret = new Secret("jwt-key",
            "arn:aws:secretsmanager:eu-west-1:1:secret:jwt-key-abc123");

    @Test
    void newSecretHasNoPreviousVersion() {
        secret.put("v1", "one", Set.of(Secret.CURRENT));

        assertThat(secret.withStage(Secret.CURRENT).map(Version::value)).contains("one");
        assertThat(secret.withStage(Secret.PREVIOUS)).isEmpty();
    }

    @Test
    void puttingAVersionMovesTheLabels() {
        secret.put("v1", "one", Set.of(Secret.CURRENT));
        secret.put("v2", "two", Set.of(Secret.CURRENT));
        secret.put("v3", "three", Set.of(Secret.CURRENT));

        assertThat(secret.withStage(Secret.CURRENT).map(Version::value)).contains("three");
        assertThat(secret.withStage(Secret.PREVIOUS).map(Version::value)).contains("two");
        assertThat(secret.versions().get("v1").stages()).isEmpty();
    }

    @Test
    void pendingVersionLeavesTheCurrentOneCurrent() {
        secret.put("v1", "one", Set.of(Secret.CURRENT));
        secret.put("v2", "two", Set.of("AWSPENDING"));

        assertThat(secret.withStage(Secret.CURRENT).map(Version::value)).contains("one");
        assertThat(secret.withStage(Secret.PREVIOUS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jwt-key,true", "arn:aws:secretsmanager:eu-west-1:1:secret:jwt-key-abc123,true",
            "arn:aws:secretsmanager:eu-west-1:1:secret:jwt-key,true",
            "arn:aws:secretsmanager:eu-west-1:1:secret:jwt,false", "jwt,false", "'',false"})
    void secretAnswersToItsNameAndItsArn(String id, boolean answers) {
        assertThat(secret.answersTo(id)).isEqualTo(answers);
    }
}
