package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.ElasticMqExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the command puts on the queues of a deployed stack. */
final class PublishInOrderTest {

    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private final InputStream standardInput = System.in;
    private final String room = "room-" + UUID.randomUUID();

    @AfterEach
    void restoreStandardInput() {
        System.setIn(standardInput);
    }

    @Test
    void linesAreOnTheOrderedQueueInTheirOrder() throws IOException {
        publish(250, outputs());

        assertThat(receiveAll("OrderedQueue")).containsExactlyElementsOf(data(250));
        assertThat(receiveAll("NotificationQueue")).isEmpty();
    }

    @Test
    void unorderedOnesAreOnTheOtherQueue() throws IOException {
        publish(250, outputs(), "--unordered");

        assertThat(receiveAll("NotificationQueue")).containsExactlyInAnyOrderElementsOf(data(250));
        assertThat(receiveAll("OrderedQueue")).isEmpty();
    }

    @Test
    void stackWithoutAnOrderedQueueGetsThemByTheOther() throws IOException {
        var outputs = outputs();
        outputs.remove("OrderedQueueUrl");

        publish(3, outputs);

        assertThat(receiveAll("NotificationQueue")).containsExactlyInAnyOrderElementsOf(data(3));
    }

    /** SQS takes ten lines and the answer is lost, and nothing more is taken: nobody knows what became of the ten. */
    @Test
    void whatStoppedGoesOnWithoutDoublingWhereTheCommandSays() throws IOException {
        CommandRun stopped;
        try (var breaking = new BreakingQueue(endpoint(), 13)) {
            stopped = run(250, outputs(), breaking.endpoint());
        }
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.out().lines()).hasSize(120);
        var hint = Pattern.compile("stopped at line 121; .* with (--ids \\S+ --from-line 121)\\.")
                .matcher(stopped.err());
        assertThat(hint.find()).as(stopped.err()).isTrue();

        var rest = run(250, outputs(), endpoint(), hint.group(1).split(" "));

        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(rest.out().lines()).hasSize(130);
        assertThat(receiveAll("OrderedQueue")).containsExactlyElementsOf(data(250));
    }

    private void publish(int lines, Map<String, String> outputs, String... options) throws IOException {
        var run = run(lines, outputs, endpoint(), options);

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private CommandRun run(int lines, Map<String, String> outputs, URI endpoint, String... options)
            throws IOException {
        System.setIn(new ByteArrayInputStream(
                String.join("\n", data(lines)).getBytes(StandardCharsets.UTF_8)));
        try (var aws = new PretendedAws(outputs, endpoint)) {
            return CommandRun.of(aws.target(), Stream.concat(
                    Stream.of("publish", "--room", room, "--user", "7"), Stream.of(options))
                    .toArray(String[]::new));
        }
    }

    private static Map<String, String> outputs() {
        return new HashMap<>(Map.of("QueueUrl", queues.queueUrl("NotificationQueue"), "OrderedQueueUrl",
                queues.queueUrl("OrderedQueue"), "ManagementUrl", endpoint() + "development",
                "ConnectionsTableName", "connections", "TokensTableName", "tokens", "JwtSecretArn", "key",
                "PasscodeSecretArn", "passcode"));
    }

    private static URI endpoint() {
        return URI.create(queues.queueUrl("OrderedQueue")).resolve("/");
    }

    private static List<String> data(int lines) {
        return IntStream.range(0, lines).mapToObj(Integer::toString).toList();
    }

    /** The data of all that is there. */
    private static List<String> receiveAll(String queue) {
        return Stream.iterate(receive(queue), batch -> !batch.isEmpty(), _ -> receive(queue))
                .flatMap(List::stream).map(message -> message.body().replaceAll(".*\"data\":(\\d+),.*", "$1"))
                .toList();
    }

    /** Removed as a consumer does, so that what follows in the group can be seen. */
    private static List<Message> receive(String queue) {
        var url = queues.queueUrl(queue);
        var messages = queues.client()
                .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10)).messages();
        messages.forEach(message -> queues.client()
                .deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
        return messages;
    }
}
