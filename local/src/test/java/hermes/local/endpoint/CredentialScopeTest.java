package hermes.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialScopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                    "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
                    "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/execute-api/aws4_request,SignedHeaders=host,Signature=0",
                    "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0, Credential=AKID/20261122/eu-west-1/execute-api/aws4_request"})
    void signerAndServiceAreFoundWhereverTheyStand(String authorization) {
        assertThat(CredentialScope.in(authorization)).contains(new CredentialScope("AKID", "execute-api"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AKID", "AKID/20261122/eu-west-1/execute-api",
                    "AKID/2026/eu-west-1/sqs/aws4_request",
                    "/20261122/eu-west-1/sqs/aws4_request",
                    "AKID/20261122//sqs/aws4_request",
                    "AKID/20261122/eu-west-1//aws4_request",
                    "AKID/20261122/eu-west-1/sqs/aws4_request/more"})
    void scopeThatIsNotWholeIsNone(String scope) {
        assertThat(CredentialScope.in("AWS4-HMAC-SHA256 Credential=" + scope + ", Signature=0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer abc", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 Signature=0",
                    "Credential=AKID/20261122/eu-west-1/sqs/aws4_request, Signature=0",
                    "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/sqs/aws4_request",
                    "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/sqs/aws4_request, Signature=",
                    "AWS4-HMAC-SHA256 Signature=, Credential=AKID/20261122/eu-west-1/sqs/aws4_request"})
    void whatIsNotSignedHasNone(String authorization) {
        assertThat(CredentialScope.in(authorization)).isEmpty();
    }

    /** A header of many slashes or spaces takes no longer than one look at it. */
    @Test
    void longHeaderIsNone() {
        assertThat(CredentialScope.in("AWS4-HMAC-SHA256 Signature=0, Credential=" + "a/".repeat(4_000)
                + " ".repeat(4_000))).isEmpty();
    }
}
