package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import hermes.local.ElasticMqExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class PublisherTest {

    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private final List<Integer> pauses = new ArrayList<>();

    private Publisher publisher(SqsClient sqs) {
        return new QueuePublisher(sqs, new Queue(url(), false), pauses::add);
    }

    private static String url() {
        return queues.queueUrl("NotificationQueue");
    }

    @Test
    void notificationIsOnTheQueueWithItsTraceId() {
        var id = publisher(queues.client()).publish(notification("one").traceId("trace-1").build());

        var message = receive(1).get(0);
        assertThat(message.body())
                .isEqualTo("{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":\"one\",\"id\":\"%s\"}"
                        .formatted(id));
        assertThat(message.messageAttributes().get("trace_id").stringValue()).isEqualTo("trace-1");
    }

    @Test
    void charactersThatSqsRefusesArriveAsEscapes() throws JsonProcessingException {
        publisher(queues.client()).publish(notification("a\uFFFEb\uFFFFc\u0001").build());

        var body = receive(1).get(0).body();
        assertThat(new ObjectMapper().readTree(body).path("data").textValue())
                .isEqualTo("a\uFFFEb\uFFFFc\u0001");
    }

    @Test
    void manyArePublishedAndReportedInTheirOrder() {
        var notifications = IntStream.range(0, 25).mapToObj(i -> notification("n" + i).id("id-" + i).build())
                .toList();

        assertThat(publisher(queues.client()).publish(notifications)).containsExactlyElementsOf(
                IntStream.range(0, 25).<Publication>mapToObj(i -> new Queued("id-" + i)).toList());
        assertThat(receive(25)).hasSize(25);
    }

    @Test
    void noNotificationsAreNoRequest() {
        assertThat(publisher(FailingSqs.answering(request -> FailingSqs.answer(request, List.of(), false)))
                .publish(List.of()))
                .isEmpty();
    }

    @Test
    void onlyWhatSqsCouldNotTakeIsSentAgain() {
        var attempts = new ArrayList<Integer>();
        var sqs = FailingSqs.answering(request -> {
            attempts.add(request.entries().size());
            return attempts.size() == 1
                    ? FailingSqs.answer(request, List.of("1"), false)
                    : FailingSqs.answer(request, List.of(), false);
        });

        var outcomes = publisher(sqs).publish(three());

        assertThat(outcomes).containsExactly(new Queued("a"), new Queued("b"), new Queued("c"));
        assertThat(attempts).containsExactly(3, 1);
        assertThat(pauses).containsExactly(1);
    }

    @Test
    void whatTheSenderDidWrongIsNotRepeated() {
        var sqs = FailingSqs.answering(request -> FailingSqs.answer(request, List.of("2"), true));

        var outcomes = publisher(sqs).publish(three());

        assertThat(outcomes.subList(0, 2)).containsExactly(new Queued("a"), new Queued("b"));
        assertThat(outcomes.get(2))
                .isEqualTo(new Failed("c", "Queue " + url() + " answered Refused: because"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void attemptsEndAfterFour() {
        var sqs = FailingSqs.answering(request -> FailingSqs.answer(request, List.of("0"), false));

        assertThat(publisher(sqs).publish(three()).get(0))
                .isEqualTo(new Failed("a", "Queue " + url() + " answered Refused: because"));
        assertThat(pauses).containsExactly(1, 2, 3);
    }

    @Test
    void messageThatSqsDoesNotMentionCountsAsFailed() {
        var sqs = FailingSqs.answering(request -> SendMessageBatchResponse.builder().build());

        assertThat(publisher(sqs).publish(three()).get(0))
                .isEqualTo(new Failed("a", "Queue " + url() + " did not mention it in its answer"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void failedRequestDoesNotHoldUpTheNextBatch() {
        var sqs = FailingSqs.answering(request -> {
            if (request.entries().size() == 10) {
                throw SdkClientException.create("no route to host");
            }
            return FailingSqs.answer(request, List.of(), false);
        });
        var eleven = IntStream.range(0, 11).mapToObj(i -> notification("x").id("id-" + i).build()).toList();

        var outcomes = publisher(sqs).publish(eleven);

        assertThat(outcomes.subList(0, 10)).allMatch(outcome -> outcome instanceof Failed failed
                && failed.reason().equals("Queue " + url() + ": no route to host"));
        assertThat(outcomes.get(outcomes.size() - 1)).isEqualTo(new Queued("id-10"));
    }

    @Test
    void interruptEndsTheAttemptsAndIsKept() {
        var requests = new AtomicInteger();
        var sqs = FailingSqs.answering(request -> {
            requests.incrementAndGet();
            return FailingSqs.answer(request, List.of("0"), false);
        });
        var publisher = new QueuePublisher(sqs, new Queue("queue", false), attempt -> {
            throw new InterruptedException();
        });

        assertThat(publisher.publish(three()).get(0)).isInstanceOf(Failed.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(requests).hasValue(1);
    }

    @Test
    void oneThatFailsIsThrown() {
        var sqs = FailingSqs.answering(request -> FailingSqs.answer(request, List.of("0"), true));

        assertThatThrownBy(() -> publisher(sqs).publish(three().get(0)))
                .isInstanceOf(HermesException.class)
                .hasMessage(
                        "Could not publish notification a: Queue " + url() + " answered Refused: because");
    }

    @Test
    void queueThatIsNotThereIsNamed() {
        var gone = url() + "-gone";
        var publisher = new QueuePublisher(queues.client(), new Queue(gone, false), pauses::add);

        assertThatThrownBy(() -> publisher.publish(three().get(0))).isInstanceOf(HermesException.class)
                .hasMessageContaining("Queue " + gone + ": ").hasMessageContaining("does not exist");
        assertThat(publisher).hasToString("publisher on queue " + gone);
    }

    private static NotificationBuilder notification(String data) {
        return Notification.to("acme").from("7").data(data);
    }

    private static List<Notification> three() {
        return List.of("a", "b", "c").stream().map(id -> notification("x").id(id).build()).toList();
    }

    private static List<Message> receive(int count) {
        var messages = new ArrayList<Message>();
        while (messages.size() < count) {
            var batch = queues.client()
                    .receiveMessage(request -> request.waitTimeSeconds(5).maxNumberOfMessages(10)
                            .messageAttributeNames("All").queueUrl(queues.queueUrl("NotificationQueue")))
                    .messages();
            assertThat(batch).as("messages after %d of %d", messages.size(), count).isNotEmpty();
            messages.addAll(batch);
        }
        return messages;
    }
}
