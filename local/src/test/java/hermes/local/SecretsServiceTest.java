package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

@ResourceLock(EndpointExtension.SHARED)
final class SecretsServiceTest {

    @RegisterExtension
    static final EndpointExtension aws = new EndpointExtension();

    @Test
    void secretRotates() {
        String arn = aws.secrets().putSecretValue(put -> put.secretId("jwt-key").secretString("two")).arn();

        assertThat(aws.secrets().getSecretValue(get -> get.secretId(arn)).secretString()).isEqualTo("two");
        String current = aws.secrets().getSecretValue(get -> get.secretId(arn)).versionId();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> aws.secrets().getSecretValue(
                        get -> get.secretId(arn).versionId(current).versionStage("AWSPREVIOUS")));
        assertThat(aws.secrets().getSecretValue(get -> get.secretId("jwt-key").versionStage("AWSPREVIOUS"))
                .secretString())
                .isNotEqualTo("two");
        assertThat(aws.secrets().describeSecret(describe -> describe.secretId(arn)).versionIdsToStages()
                .values())
                .contains(List.of("AWSCURRENT"), List.of("AWSPREVIOUS"));
    }

    @Test
    void missingSecretAndMissingLabelAreNotFound() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> aws.secrets().getSecretValue(get -> get.secretId("none")));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> aws.secrets()
                        .getSecretValue(get -> get.secretId("jwt-key").versionStage("AWSPENDING")))
                .withMessageContaining("AWSPENDING");
    }

    @Test
    void putIsIdempotentByItsToken() {
        String token = "0123456789abcdef0123456789abcdef";
        aws.secrets()
                .putSecretValue(put -> put.secretId("jwt-key").secretString("a").clientRequestToken(token));

        assertThat(aws.secrets()
                .putSecretValue(put -> put.secretId("jwt-key").secretString("a").clientRequestToken(token))
                .versionId()).isEqualTo(token);
        assertThatExceptionOfType(ResourceExistsException.class).isThrownBy(() -> aws.secrets()
                .putSecretValue(put -> put.secretId("jwt-key").secretString("b").clientRequestToken(token)));
    }
}
