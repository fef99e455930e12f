package hermes.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

final class SignedPostsTest {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);

    @Test
    void signatureIsThatOfTheSdk() {
        var request = new String(new SignedPosts(4700, "development", "hello").request("Wny0-YAw2ZECQoE="),
                StandardCharsets.US_ASCII);
        var headers = request.lines().skip(1).takeWhile(line -> !line.isBlank())
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 2)));

        assertThat(request).startsWith("POST /development/%40connections/Wny0-YAw2ZECQoE%3D HTTP/1.1\r\n")
                .endsWith("\r\n\r\nhello");
        assertThat(headers).containsEntry("Authorization", signedBySdk(headers));
    }

    private static String signedBySdk(Map<String, String> headers) {
        var time = Instant.from(TIME.parse(headers.get("X-Amz-Date")));
        var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:4700/development/%40connections/Wny0-YAw2ZECQoE%3D"))
                .build();
        return AwsV4HttpSigner.create().sign(sign -> sign
                .identity(AwsCredentialsIdentity.create("measured", "measured")).request(request)
                .payload(ContentStreamProvider.fromUtf8String("hello"))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request().firstMatchingHeader("Authorization").orElseThrow();
    }
}
