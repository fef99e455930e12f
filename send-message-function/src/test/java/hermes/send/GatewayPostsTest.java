package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hermes.send.delivery.GatewayPosts;
import hermes.send.delivery.PostOutcome;
import hermes.send.delivery.Posts;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentMatchers;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;

class GatewayPostsTest extends FunctionFixture {

    @Test
    void aFrameArrivesAsItIs() {
        var outcome = posts().post("L0SM9cOFvHcCIhw=", "{\"data\":\"é😀\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(outcome).isEqualTo(new PostOutcome.Delivered());
        assertThat(gateway.frames("L0SM9cOFvHcCIhw=")).containsExactly("{\"data\":\"é😀\"}");
    }

    @Test
    void aConnectionThatIsNotThereIsGone() {
        assertThat(post(410)).isEqualTo(new PostOutcome.Gone());
    }

    @Test
    void tooManyIsThrottled() {
        assertThat(post(429)).isEqualTo(new PostOutcome.Throttled());
    }

    @ParameterizedTest
    @CsvSource({"500, true", "502, true", "503, true", "504, true", "403, true", "400, false", "413, false"})
    void anythingElseFailed(int status, boolean retryable) {
        assertThat(post(status)).isInstanceOfSatisfying(PostOutcome.Failed.class,
                failed -> assertThat(failed.retryable()).isEqualTo(retryable));
        assertThat(gateway.posts()).as("one attempt").hasSize(1);
    }

    @Test
    void aBrokenConnectionFailedAndCanPass() {
        assertThat(post(FakeGateway.RESET)).isInstanceOfSatisfying(PostOutcome.Failed.class,
                failed -> assertThat(failed.retryable()).isTrue());
    }

    @Test
    void aFailureWithoutAMessageHasAReasonAllTheSame() {
        var silent = mock(ApiGatewayManagementApiClient.class);
        when(silent.postToConnection(ArgumentMatchers.<Consumer<PostToConnectionRequest.Builder>>any()))
                .thenThrow(SdkClientException.builder().build());

        assertThat(new GatewayPosts(silent).post("x=", new byte[0])).isInstanceOfSatisfying(
                PostOutcome.Failed.class,
                failed -> assertThat(failed.reason()).contains("SdkClientException"));
    }

    private PostOutcome post(int status) {
        gateway.always("x=", status);
        return posts().post("x=", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private Posts posts() {
        return new GatewayPosts(management);
    }
}
