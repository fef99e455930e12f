package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import hermes.common.Groups;
import hermes.local.ElasticMqExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class OrderedPublisherTest {

    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private final String room = "room-" + UUID.randomUUID();

    private static Publisher publisher(SqsClient sqs) {
        return new QueuePublisher(sqs, new Queue(queues.queueUrl("OrderedQueue"), true), attempt -> {});
    }

    @Test
    void whatIsPublishedOneAfterTheOtherIsReadInThatOrder() {
        var publisher = publisher(queues.client());

        var published = IntStream.range(0, 30)
                .mapToObj(i -> publisher.publish(notification(room, "n" + i))).toList();

        assertThat(receiveAll()).extracting(Message::body)
                .containsExactlyElementsOf(published.stream().map(id -> body(room, id)).toList());
    }

    @Test
    void eachRoomOfAListKeepsItsOrderAndResultsComeAsTheyWereGiven() {
        var rooms = IntStream.range(0, 9).mapToObj(i -> room + i).toList();
        var notifications = IntStream.range(0, 99)
                .mapToObj(i -> notification(rooms.get(i * i % 9), "n" + i)).toList();

        var publications = publisher(queues.client()).publish(notifications);

        assertThat(publications).containsExactlyElementsOf(
                notifications.stream().<Publication>map(one -> new Queued(one.id())).toList());
        var received = receiveAll();
        for (var one : rooms) {
            assertThat(received).extracting(Message::body).filteredOn(body -> body.contains(one + "\""))
                    .containsExactlyElementsOf(notifications.stream().filter(sent -> sent.room().equals(one))
                            .map(sent -> body(one, sent.id())).toList());
        }
    }

    @Test
    void messageHasTheGroupOfItsRoomAndIsTakenOnce() {
        var publisher = publisher(queues.client());
        publisher.publish(notification("a " + room, "n o p"));
        publisher.publish(notification("a " + room, "n o p"));

        assertThat(receiveAll()).singleElement().satisfies(message -> assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, Groups.of("a " + room))
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
                        Groups.of("a " + room + "\nn o p\n")));
    }

    @Test
    void idIsTakenInEachRoom() {
        var publisher = publisher(queues.client());
        publisher.publish(notification(room, "n1"));
        publisher.publish(notification("other " + room, "n1"));

        assertThat(receiveAll()).hasSize(2);
    }

    /** Two users' streams may each have a notification of that id. */
    @Test
    void idIsTakenOnceForTheSameAddressees() {
        var publisher = publisher(queues.client());
        var forEveryone = notification(room, "n1");
        var forSeven = Notification.to(room).from("7").data("x").id("n1").users("7").build();
        var forEight = Notification.to(room).from("7").data("x").id("n1").users("8").build();
        var forBoth = Notification.to(room).from("7").data("x").id("n1").users("7", "8").build();
        var forOneCalledBoth = Notification.to(room).from("7").data("x").id("n1").users("7/8").build();

        Stream.of(forEveryone, forSeven, forEight, forBoth, forOneCalledBoth, forEveryone, forSeven)
                .forEach(publisher::publish);

        assertThat(receiveAll()).hasSize(5);
    }

    @Test
    void whatSqsRefusedIsSentAgainBeforeWhatFollowsInItsRoom() {
        var requests = new ArrayList<List<String>>();
        var sqs = FailingSqs.answering(request -> {
            requests.add(request.entries().stream().map(SendMessageBatchRequestEntry::messageBody)
                    .map(body -> body.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1")).toList());
            return requests.size() == 1
                    ? FailingSqs.answer(request, List.of("9"), false)
                    : FailingSqs.taken(request);
        });

        assertThat(publisher(sqs).publish(numbered(11))).allMatch(Queued.class::isInstance);

        assertThat(requests.subList(1, requests.size())).containsExactly(List.of("n9"), List.of("n10"));
    }

    @Test
    void afterAFailureNothingMoreOfItsRoomIsSent() {
        var sqs = FailingSqs.answering(request -> {
            if (first(request).contains(room)) {
                throw SdkClientException.create("no route to host");
            }
            return FailingSqs.taken(request);
        });
        var notifications = Stream.concat(numbered(12).stream(), Stream.of(notification("other", "o")))
                .toList();

        var publications = publisher(sqs).publish(notifications);

        assertThat(publications.subList(0, 10)).containsOnly(IntStream.range(0, 10)
                .mapToObj(i -> new Failed("n" + i,
                        "Queue " + queues.queueUrl("OrderedQueue") + ": no route to host"))
                .toArray(Publication[]::new));
        assertThat(publications.subList(10, 12)).containsExactly(
                new Failed("n10", "It was not sent, because one before it in its room failed"),
                new Failed("n11", "It was not sent, because one before it in its room failed"));
        assertThat(publications.get(publications.size() - 1)).isEqualTo(new Queued("o"));
    }

    private List<Notification> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> notification(room, "n" + i)).toList();
    }

    private static String first(SendMessageBatchRequest request) {
        return request.entries().get(0).messageGroupId();
    }

    private static Notification notification(String room, String id) {
        return Notification.to(room).from("7").data("x").id(id).build();
    }

    private static String body(String room, String id) {
        return "{\"user_id\":\"7\",\"room_id\":\"%s\",\"data\":\"x\",\"id\":\"%s\"}".formatted(room,
                id);
    }

    /** All that is there, removed as a consumer does, so that what follows in the group can be seen. */
    private static List<Message> receiveAll() {
        return Stream.iterate(receive(), batch -> !batch.isEmpty(), batch -> receive()).flatMap(List::stream)
                .toList();
    }

    private static List<Message> receive() {
        var url = queues.queueUrl("OrderedQueue");
        var messages = queues.client().receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
        messages.forEach(message -> queues.client()
                .deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
        return messages;
    }
}
