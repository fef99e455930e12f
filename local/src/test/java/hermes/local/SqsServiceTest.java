package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.endpoint.CallFilter.Verdict;
import hermes.local.stack.Credentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

@ResourceLock(EndpointExtension.SHARED)
final class SqsServiceTest {

    @RegisterExtension
    static final EndpointExtension aws = new EndpointExtension();

    @Test
    void queueUrlsPointToTheEndpoint() {
        String url = aws.sqs().getQueueUrl(get -> get.queueName("test-notifications")).queueUrl();

        assertThat(url)
                .isEqualTo(aws.address() + "/000000000000/test-notifications");
        aws.sqs().sendMessage(send -> send.queueUrl(url).messageBody("{}"));
        assertThat(aws.sqs().receiveMessage(receive -> receive.queueUrl(url)).messages()).hasSize(1);
    }

    @Test
    void largestMessageOfSqsPasses() {
        String url = aws.sqs().getQueueUrl(get -> get.queueName("test-DeadLetterQueue")).queueUrl();
        String body = "x".repeat(1024 * 1024);

        aws.sqs().sendMessage(send -> send.queueUrl(url).messageBody(body));

        assertThat(aws.sqs().receiveMessage(receive -> receive.queueUrl(url)).messages().getFirst().body())
                .isEqualTo(body);
        assertThatExceptionOfType(SqsException.class)
                .isThrownBy(() -> aws.sqs().sendMessage(send -> send.queueUrl(url).messageBody(body + "x")));
    }

    @Test
    void messageEndsWithTheRetentionOfItsQueue() {
        String url = aws.sqs().getQueueUrl(get -> get.queueName("test-dead-letters.fifo")).queueUrl();
        aws.sqs().sendMessage(send -> send.queueUrl(url).messageBody("old").messageGroupId("g")
                .messageDeduplicationId("old"));
        // Its clock stands at the begin of the run; the message was sent by that of the machine.
        aws.clock().advance(
                Duration.between(aws.clock().instant(), Instant.now()).plusDays(14).plusMinutes(1));

        assertThat(aws.sqs().receiveMessage(receive -> receive.queueUrl(url)).messages()).isEmpty();

        aws.clock().advance(Duration.ofDays(-15));
        assertThat(aws.sqs().receiveMessage(receive -> receive.queueUrl(url)).messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'a b', x, AWS.SimpleQueueService.InvalidBatchEntryId",
            "'', x, AWS.SimpleQueueService.InvalidBatchEntryId",
            "same, same, AWS.SimpleQueueService.BatchEntryIdsNotDistinct"})
    void batchWithAnIdThatSqsRefusesIsRefused(String first, String second, String code) {
        var entries = Stream.of(first, second)
                .map(id -> SendMessageBatchRequestEntry.builder().id(id).messageBody("{}").build()).toList();

        assertThatExceptionOfType(SqsException.class).isThrownBy(
                () -> aws.sqs()
                        .sendMessageBatch(send -> send.queueUrl("http://localhost/0/test-notifications")
                                .entries(entries)))
                .returns(code, refused -> refused.awsErrorDetails().errorCode());
    }

    @Test
    void messageThatSqsRefusesIsRefusedByItsNames() {
        var url = "http://localhost/0/test-notifications";

        assertThatExceptionOfType(InvalidMessageContentsException.class)
                .isThrownBy(() -> aws.sqs().sendMessage(send -> send.queueUrl(url).messageBody("\u0001")));
        assertThatExceptionOfType(SqsException.class)
                .isThrownBy(
                        () -> aws.sqs()
                                .sendMessage(send -> send.queueUrl(url).messageBody("x".repeat(1048577))))
                .returns("InvalidParameterValue", refused -> refused.awsErrorDetails().errorCode());
        assertThatExceptionOfType(EmptyBatchRequestException.class).isThrownBy(
                () -> aws.sqs().sendMessageBatch(send -> send.queueUrl(url).entries(List.of())));
    }

    @Test
    void olderQueryProtocolOfSqsWorks() throws IOException, InterruptedException {
        String url = aws.address() + "/000000000000/test-notifications";
        aws.filter(new Verdict.Pass());

        HttpResponse<String> response = aws.post(
                "Action=GetQueueUrl&QueueName=test-notifications&Version=2012-11-05",
                "Authorization", new Credentials("x", "y", "us-east-1").authorization("sqs"), "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(response.body()).contains("<QueueUrl>" + url + "</QueueUrl>");
        assertThat(aws.calls().element().operation()).isEqualTo("GetQueueUrl");
    }
}
