package hermes.send.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Ours beside the SDK's own, one signer for all requests as in the function. */
class DailyKeySignerTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final AwsCredentialsIdentity PLAIN = AwsCredentialsIdentity.create("AKIAEXAMPLE",
            "a secret/+=");
    private static final AwsCredentialsIdentity SESSION = AwsSessionCredentialsIdentity.create("ASIAEXAMPLE",
            "another secret", "IQoJb3JpZ2luX2VjE+/=".repeat(40));

    private final DailyKeySigner ours = new DailyKeySigner();
    private final AwsV4HttpSigner sdk = AwsV4HttpSigner.create();

    @ParameterizedTest
    @ValueSource(
            strings = {"L0SM9cOFvHcCIhw=", "a%3D", "100%", "a/b", "a b", "é😀", "~-_.", "%", "a+b*c", "@",
                    "a:b;c,d", "…"})
    void theSignatureIsThatOfTheSdk(String connection) {
        same(post(connection), PLAIN, NOON, "eu-west-1");
        same(post(connection), SESSION, NOON, "eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-30T23:59:59.999Z", "2026-12-01T00:00:00Z", "2024-02-29T23:59:59Z",
                    "1969-12-31T23:59:59Z",
                    "2026-01-01T00:00:01Z", "2026-11-30T09:08:07Z"})
    void theDayChangesAtMidnightUtc(String time) {
        same(post("a="), SESSION, NOON, "eu-west-1");
        same(post("a="), SESSION, Instant.parse(time), "eu-west-1");
        same(post("a="), SESSION, NOON, "eu-west-1");
    }

    @Test
    void otherCredentialsGetAnotherKey() {
        same(post("a="), SESSION, NOON, "eu-west-1");
        same(post("a="), AwsSessionCredentialsIdentity.create("ASIAEXAMPLE", "rotated", "another token"),
                NOON, "eu-west-1");
        same(post("a="), AwsSessionCredentialsIdentity.create("ASIAEXAMPLE2", "rotated", "a third"), NOON,
                "eu-west-1");
        same(post("a="), AwsCredentialsIdentity.create(" ASIAEXAMPLE2 ", " rotated\n"), NOON, "eu-west-1");
        same(post("a="), SESSION, NOON, "eu-west-1");
    }

    @Test
    void anotherRegionGetsAnotherKey() {
        for (String region : List.of("eu-west-1", "us-east-1", "eu-west-1", "ap-southeast-3")) {
            same(post("a="), SESSION, NOON, region);
        }
    }

    @Test
    void thousandRequestsAtRandomAreSignedAsByTheSdk() {
        var random = new Random(20);
        for (int i = 0; i < 1_000; i++) {
            same(at(random), random.nextBoolean() ? SESSION : PLAIN,
                    NOON.plusSeconds(random.nextInt(200_000)),
                    random.nextBoolean() ? "eu-west-1" : "us-gov-west-1");
        }
    }

    @Test
    void whatIsNotPlainIsSignedByTheSdk() {
        same(post("a=").toBuilder().putRawQueryParameter("b", "c d").build(), SESSION, NOON, "eu-west-1");
        same(post("a=").toBuilder().encodedPath("/development/../@connections//a").build(), SESSION, NOON,
                "eu-west-1");
        same(post("a=").toBuilder().encodedPath("").build(), SESSION, NOON, "eu-west-1");
        same(post("a="), SESSION, NOON, "eu-west-1",
                request -> request.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));
        same(post("a="), SESSION, NOON, "eu-west-1",
                request -> request.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false));
        same(post("a="), SESSION, NOON, "eu-west-1",
                request -> request.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING));
    }

    @Test
    void theKeyIsKeptWithoutShowingTheSecret() {
        assertThat(SigningKey.Purpose.of(PLAIN, "eu-west-1", "execute-api", 1)).asString()
                .contains("AKIAEXAMPLE")
                .doesNotContain("secret");
    }

    private static SdkHttpRequest at(Random random) {
        var request = post(text(random)).toBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            request.appendHeader(
                    List.of("X-Amzn-Trace-Id", "User-Agent", "accept", "X-One", "x-two", "Expect", "X-ONE")
                            .get(random.nextInt(7)),
                    text(random).replace('\n', ' '));
        }
        if (random.nextBoolean()) {
            request.protocol("http").port(random.nextBoolean() ? 80 : 4501).host("localhost");
        }
        if (random.nextInt(5) == 0) {
            request.putHeader("Host", "somewhere.else");
        }
        return request.method(random.nextBoolean() ? SdkHttpMethod.POST : SdkHttpMethod.DELETE).build();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append("aZ0 \t=%/+,;:~-_é😀\"'".charAt(random.nextInt(20)));
        }
        return text.toString();
    }

    private static SdkHttpRequest post(String connection) {
        return SdkHttpRequest.builder().method(SdkHttpMethod.POST).protocol("https")
                .host("a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com")
                .encodedPath("/development/%40connections/" + SdkHttpUtils.urlEncode(connection))
                .putHeader("Content-Type", "application/json")
                .putHeader("amz-sdk-invocation-id", "1b9a9bb2-51d0-4b6a-9ab1-2ddfb1ee0ec1")
                .putHeader("amz-sdk-request", "attempt=1; max=1")
                .putHeader("User-Agent", "aws-sdk-java/2 md/io#sync")
                .build();
    }

    private void same(SdkHttpRequest request, AwsCredentialsIdentity identity, Instant time, String region) {
        same(request, identity, time, region, _ -> {});
    }

    private void same(SdkHttpRequest request, AwsCredentialsIdentity identity, Instant time, String region,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        byte[] body = ("{\"data\":\"" + time + "\"}").getBytes(StandardCharsets.UTF_8);
        var signed = SignRequest.builder(identity)
                .request(request.toBuilder().putHeader("Content-Length", "" + body.length).build())
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC))
                .applyMutation(more).build();

        var expected = sdk.sign(signed);
        var found = ours.sign(signed);

        assertThat(found.request().headers()).isEqualTo(expected.request().headers());
        assertThat(found.request().getUri()).isEqualTo(expected.request().getUri());
        assertThat(found.payload()).isEqualTo(expected.payload());
    }
}
