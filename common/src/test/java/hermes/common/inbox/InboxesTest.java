package hermes.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.local.DynamoDbExtension;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InboxesTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    /** Far from now: DynamoDB Local deletes what has expired by the clock on the wall. */
    private static final Instant NOW = Instant.parse("2126-11-22T10:00:00Z");
    private static final StreamName INBOX = StreamName.ofInbox("acme", "7");
    private static final String EPOCH = "k3f90c2m";

    private final SettableClock clock = new SettableClock(NOW);
    private Inboxes inboxes;

    @BeforeEach
    void instance() {
        inboxes = anInstance();
    }

    /** However many have expired, and however many of them DynamoDB has deleted. */
    @RepeatedTest(25)
    void floorIsWhereTheFirstStandsThatIsNotOver() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int head = random.nextInt(60);
        int over = random.nextInt(head + 1);
        int deleted = random.nextInt(over + 1);
        int known = random.nextInt(over + 1);
        if (head > 0) {
            head(head);
        }
        LongStream.rangeClosed(1, head)
                .forEach(offset -> item(offset,
                        NOW.plusSeconds(offset <= known ? -1 : offset <= over ? 5 : 15)));
        inboxes.look("acme", "7");
        LongStream.rangeClosed(1, deleted).forEach(InboxesTest::delete);
        clock.advance(Duration.ofSeconds(10));

        var view = inboxes.look("acme", "7").inbox();

        assertThat(view.state().floor()).as("seed %d", seed).isEqualTo(over);
        assertThat(view.unread()).as("seed %d", seed).isEqualTo(head - over);
        assertThat(view.expiresAt().isPresent()).as("seed %d", seed).isEqualTo(over < head);
    }

    @Test
    void thoseWhoMarkAtOnceLoseNothingOfEachOther() {
        head(200);
        LongStream.rangeClosed(1, 200).forEach(offset -> item(offset, NOW.plusSeconds(60)));

        Parallel.forEach(LongStream.range(0, 5).boxed().toList(), device -> {
            var own = anInstance();
            for (long offset = 1 + device; offset <= 200; offset += 5) {
                own.mark("acme", "7", new Mark(Optional.of(StreamMark.read(EPOCH, Ranges.of(offset, offset))),
                        Optional.empty(), Optional.of("m" + offset)));
            }
        });

        var view = inboxes.look("acme", "7");
        assertThat(view.inbox().state().read()).hasToString("1-200");
        assertThat(view.unread()).isZero();
        assertThat(view.version()).as("one for each mark, and one for the state itself, if none came first")
                .isBetween(200L, 201L);
    }

    @Test
    void lookingWithoutWritingShowsTheSameAndLeavesNothing() {
        head(3);
        LongStream.rangeClosed(1, 3).forEach(offset -> item(offset, NOW.plusSeconds(60)));

        var peeked = inboxes.peek("acme", "7");

        assertThat(peeked.version()).isZero();
        assertThat(db.client().scan(scan -> scan.tableName(db.table("InboxStatesTable"))).items()).isEmpty();
        assertThat(inboxes.look("acme", "7").inbox()).isEqualTo(peeked.inbox());
    }

    @Test
    void whoHasNoStateGetsNoneByAMarkForThoseWhoHaveOne() {
        head(3);
        var mark = new Mark(Optional.of(StreamMark.read(EPOCH, Ranges.of(1, 1))), Optional.empty(),
                Optional.empty());

        assertThat(inboxes.markIfPresent("acme", "7", mark)).isEmpty();
        assertThat(inboxes.peek("acme", "7").version()).isZero();
    }

    /** As the protocol says it to backends in other languages, and as their SDKs write numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "0e0"})
    void stateThatABackendPutsItselfIsUnderstood(String zero) {
        head(3);
        LongStream.rangeClosed(1, 3).forEach(offset -> item(offset, NOW.plusSeconds(60)));

        state(AttributeValue.fromN(zero));

        assertThat(inboxes.look("acme", "7").unread()).isEqualTo(3);
    }

    @Test
    void whatIsNoStateIsToldWithTheInboxThatHasIt() {
        for (var wrong : List.of(AttributeValue.fromN("0.5"), AttributeValue.fromS("0"))) {
            state(wrong);

            assertThatIllegalStateException().isThrownBy(() -> inboxes.look("acme", "7"))
                    .withMessageContaining("user 7 in room acme");
        }
    }

    @Test
    void whatDoesNotChangeTheStateIsNotWritten() {
        inboxes.look("acme", "7");
        inboxes.look("acme", "7");
        inboxes.enroll("acme", "7");

        assertThat(inboxes.look("acme", "7").version()).isOne();
    }

    private Inboxes anInstance() {
        return new Inboxes(db.client(), db.table("InboxStatesTable"), db.table("NotificationsTable"), clock);
    }

    private static void state(AttributeValue floor) {
        var text = AttributeValue.fromS("");
        var part = AttributeValue.fromM(Map.of("epoch", text, "floor", floor, "seen", number(0),
                "read", text, "archived", text));
        db.client().putItem(put -> put.tableName(db.table("InboxStatesTable"))
                .item(Map.of("user_id", AttributeValue.fromS("7"), "room_id", AttributeValue.fromS("acme"),
                        "version", number(1), "refs", AttributeValue.fromL(List.of()), "inbox", part,
                        "announcements", part)));
    }

    private static void head(long last) {
        put(Map.of("stream", AttributeValue.fromS(INBOX.key()), "offset", number(0), "epoch",
                AttributeValue.fromS(EPOCH), "head", number(last)));
    }

    private static void item(long offset, Instant expiresAt) {
        put(Map.of("stream", AttributeValue.fromS(INBOX.key()), "offset", number(offset), "expires_at",
                number(expiresAt.getEpochSecond())));
    }

    private static void delete(long offset) {
        db.client().deleteItem(delete -> delete.tableName(db.table("NotificationsTable"))
                .key(Map.of("stream", AttributeValue.fromS(INBOX.key()), "offset", number(offset))));
    }

    private static void put(Map<String, AttributeValue> item) {
        db.client().putItem(put -> put.tableName(db.table("NotificationsTable")).item(item));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
