package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.StreamName;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.Inboxes;
import hermes.common.inbox.PageRequest;
import hermes.local.DynamoDbExtension;
import hermes.local.ElasticMqExtension;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

class UserInboxesTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();
    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private static final StreamName INBOX = StreamName.ofInbox("acme", "7");
    private static final StreamName ANNOUNCEMENTS = StreamName.ofAnnouncements("acme");

    private UserInboxes inboxes;

    @BeforeEach
    void inboxes() {
        inboxes = new StoredInboxes(new Inboxes(db.client(), db.table("InboxStatesTable"),
                db.table("NotificationsTable"), Clock.systemUTC()),
                new Jobs(queues.client(), queues.queueUrl("NotificationQueue")));
    }

    @Test
    void announcementsCountFromTheEnrolment() {
        append(ANNOUNCEMENTS, "before");
        inboxes.enroll("7", "acme");
        append(ANNOUNCEMENTS, "before", "after");
        inboxes.enroll("7", "acme");

        assertThat(inboxes.look("7", "acme").unread()).isOne();
    }

    @Test
    void whatWasDoneElsewhereIsReadByItsId() {
        inboxes.enroll("7", "acme");
        append(INBOX, "job-1", "job-2", "job-3");
        append(ANNOUNCEMENTS, "notice");

        var view = inboxes.markRead("7", "acme", "job-1", "job-3", "notice", "unknown");

        assertThat(view.unread()).isOne();
        assertThat(view.inbox().state().read()).hasToString("1,3");
        assertThat(view.announcements().state().read()).hasToString("1");
        assertThat(queues.client().receiveMessage(receive -> receive
                .queueUrl(queues.queueUrl("NotificationQueue"))).messages()).as("open pages are told")
                .singleElement().extracting(Message::body).isEqualTo(
                        "{\"hermes\":{\"version\":1,\"job\":\"state\",\"room\":\"acme\",\"user\":\"7\"}}");
        assertThat(inboxes.markRead("7", "acme", "unknown").version()).isEqualTo(view.version());
    }

    @Test
    void listShowsWhatWasPublishedAndWhatIsRead() {
        append(INBOX, "job-1", "job-2");
        inboxes.markRead("7", "acme", "job-1");

        var page = inboxes.page("7", "acme", new PageRequest(InboxFilter.ALL, 10, Optional.empty()));

        assertThat(page.items()).extracting(item -> item.notification().id() + " " + item.read())
                .containsExactly("job-2 false", "job-1 true");
        assertThat(page.items().get(0).notification().data()).isEqualTo("{\"a\":1}");
        assertThat(page.next()).isEmpty();
    }

    @Test
    void whatIsNoIdIsRefusedAndAFaultOfAwsNamesTheInbox() {
        assertThatThrownBy(() -> inboxes.look("", "acme")).isInstanceOf(IllegalArgumentException.class);
        var broken = new StoredInboxes(
                new Inboxes(db.client(), "none", db.table("NotificationsTable"), Clock.systemUTC()),
                new Jobs(queues.client(), queues.queueUrl("NotificationQueue")));
        assertThatThrownBy(() -> broken.look("7", "acme")).isInstanceOf(HermesException.class)
                .hasMessageStartingWith("The inbox of user 7 in room acme: ");
    }

    /** As the stack does it: the head, the notifications, and their ids. */
    private static void append(StreamName stream, String... ids) {
        var expires = AttributeValue.fromN(Long.toString(Instant.now().plusSeconds(3_600).getEpochSecond()));
        var epoch = AttributeValue.fromS("k3f90c2m");
        for (int i = 0; i < ids.length; i++) {
            var offset = AttributeValue.fromN(Integer.toString(i + 1));
            put(Map.of("stream", AttributeValue.fromS(stream.key()), "offset", AttributeValue.fromN("0"),
                    "epoch", epoch,
                    "head", offset));
            put(Map.of("stream", AttributeValue.fromS(stream.key()), "offset", offset, "epoch", epoch, "id",
                    AttributeValue.fromS(ids[i]), "user_id", AttributeValue.fromS("1"), "data",
                    AttributeValue.fromS("{\"a\":1}"), "expires_at", expires, "at",
                    AttributeValue.fromN("1" + i)));
            put(Map.of("stream", AttributeValue.fromS(stream.idKey(ids[i])), "offset",
                    AttributeValue.fromN("0"),
                    "epoch", epoch, "first", offset, "expires_at", expires));
        }
    }

    private static void put(Map<String, AttributeValue> item) {
        db.client().putItem(put -> put.tableName(db.table("NotificationsTable")).item(item));
    }
}
