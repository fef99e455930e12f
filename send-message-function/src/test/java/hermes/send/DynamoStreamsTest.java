package hermes.send;

import static hermes.send.stream.AppendingTest.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.local.DynamoDbExtension;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.Content;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Entry;
import hermes.send.stream.Retention;
import hermes.send.stream.StreamItems;
import hermes.send.stream.Streams;
import hermes.send.stream.Table;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoStreamsTest {
    private static final StreamName ACME = StreamName.ofRoom("acme");
    private static final Duration RETENTION = Duration.ofHours(24);

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2126-11-22T10:00:00.750Z"));
    private final CallCounter counter = new CallCounter();
    private DynamoStreams streams;

    @BeforeEach
    void streams() {
        streams = streams(db.client());
    }

    @Test
    void aStreamWithoutNotificationsIsAtTheStart() {
        assertThat(streams.head(ACME)).isEqualTo(Position.START);
        assertThat(streams.read(ACME, 1, 100)).isEmpty();
    }

    @Test
    void whatIsAppendedIsReadWithItsOffsets() {
        var first = append("a", "b");
        var second = append("c");

        assertThat(streams.read(ACME, 1, 3)).containsExactly(first.get(0), first.get(1), second.get(0));
        assertThat(streams.read(ACME, 2, 2)).containsExactly(first.get(1));
        assertThat(streams.head(ACME)).isEqualTo(new Position(first.getFirst().epoch(), 3));
    }

    @Test
    void theTraceIdIsKept() {
        var traced = new Content("a", "\"7\"", "{\"n\":1e400}", Optional.of("t-1"));

        streams.append(ACME, List.of(traced), minute());

        assertThat(streams.read(ACME, 1, 1).getFirst().content()).isEqualTo(traced);
    }

    @Test
    void streamsHaveOffsetsOfTheirOwn() {
        append("a");
        var users = StreamName.ofUser("acme", "7");

        assertThat(streams.append(users, List.of(content("a")), minute())).extracting(Entry::offset)
                .containsExactly(1L);
        assertThat(streams.read(ACME, 1, 9)).hasSize(1);
    }

    @Test
    void aRepeatedIdComesBackAsItWasAppendedFirst() {
        append("a", "b");

        var again = streams.append(ACME,
                List.of(content("c"), new Content("a", "8", "\"other\"", Optional.empty())),
                minute());

        assertThat(again).extracting(entry -> entry.offset() + "=" + entry.content().data())
                .containsExactly("1=\"a\"", "3=\"c\"");
        assertThat(streams.head(ACME).offset()).isEqualTo(3);
    }

    @Test
    void anExpiredNotificationIsNotReadAndItsIdIsForgottenBeforeTtlDeletesThem() {
        append("a");
        clock.advance(RETENTION);
        var again = append("a");

        assertThat(again).extracting(Entry::offset).containsExactly(2L);
        assertThat(streams.read(ACME, 1, 2)).isEqualTo(again);
        assertThat(items("room#acme")).isEqualTo(3);
    }

    @Test
    void aNotificationLivesUntilTheLastSecondOfItsRetention() {
        append("a");
        clock.advance(RETENTION.minusSeconds(1));

        assertThat(streams.read(ACME, 1, 1)).hasSize(1);
    }

    @Test
    void anAppendCostsOneTransactionAndNoReadOnceTheHeadIsKnown() {
        try (var counting = counting()) {
            var known = streams(counting);
            known.append(ACME, List.of(content("a")), minute());
            assertThat(counter.calls()).isEqualTo(Map.of("GetItem", 1, "TransactWriteItems", 1));

            counter.reset();
            known.append(ACME, List.of(content("b"), content("c")), minute());
            assertThat(counter.calls()).isEqualTo(Map.of("TransactWriteItems", 1));
        }
    }

    @Test
    void anOldBeliefAboutTheHeadCostsOneAttemptAndNoRead() {
        try (var counting = counting()) {
            var believing = streams(counting);
            believing.append(ACME, List.of(content("a")), minute());
            append("b");
            counter.reset();

            assertThat(believing.append(ACME, List.of(content("c")), minute())).extracting(Entry::offset)
                    .containsExactly(3L);
            assertThat(counter.calls()).isEqualTo(Map.of("TransactWriteItems", 2));
        }
    }

    @Test
    void aStreamWhoseHeadWasDeletedStartsANewLife() {
        var old = append("a", "b");
        db.client().deleteItem(r -> r.tableName(table()).key(StreamItems.headKey(ACME)));

        var fresh = append("b");

        assertThat(fresh).extracting(Entry::offset).containsExactly(1L);
        assertThat(fresh.getFirst().epoch()).isNotEqualTo(old.getFirst().epoch());
    }

    @Test
    void headOfAUserOutlivesItsLastNotificationByAMonthAndThatOfARoomStays() {
        var user = StreamName.ofUser("acme", "7");
        append("a");
        streams.append(user, List.of(content("a")), minute());
        clock.advance(Duration.ofHours(1));
        streams.append(user, List.of(content("b")), minute());

        assertThat(headItem(ACME)).doesNotContainKey("expires_at");
        assertThat(headItem(user)).containsEntry("expires_at", StreamItems.number(
                clock.instant().plus(RETENTION).plus(Duration.ofDays(30)).getEpochSecond()));
        assertThat(streams.head(user).offset()).isEqualTo(2);
    }

    /** So what is over is always a beginning of the stream, and one offset says where it ends. */
    @Test
    void whatIsAppendedDoesNotExpireBeforeWhatStandsInFrontOfIt() {
        var inbox = StreamName.ofInbox("acme", "7");
        streams(db.client(), Duration.ofDays(30)).append(inbox, List.of(content("a")), minute());
        var shorter = streams(db.client(), Duration.ofDays(7));
        shorter.append(inbox, List.of(content("b")), minute());
        clock.advance(Duration.ofDays(24));
        shorter.append(inbox, List.of(content("c")), minute());
        clock.advance(Duration.ofDays(6));

        assertThat(shorter.read(inbox, 1, 3)).extracting(Entry::offset).containsExactly(3L);
    }

    @Test
    void whatBelongsInAnInboxSaysWhenItWasAppendedAndNothingElseDoes() {
        var inbox = StreamName.ofAnnouncements("acme");
        streams.append(inbox, List.of(content("a")), minute());

        assertThat(streams.read(inbox, 1, 1).getFirst().frame())
                .endsWith(",\"offset\":1,\"at\":%d}".formatted(clock.millis()));
        assertThat(append("a").getFirst().frame()).endsWith(",\"offset\":1}");
    }

    private static Map<String, AttributeValue> headItem(StreamName stream) {
        return db.client().getItem(r -> r.tableName(table()).key(StreamItems.headKey(stream))).item();
    }

    @Test
    void asManyAsOneTransactionTakesAreAppended() {
        var most = IntStream.range(0, Streams.MOST_AT_ONCE).mapToObj(i -> content("n" + i)).toList();

        assertThat(streams.append(ACME, most, minute())).hasSize(Streams.MOST_AT_ONCE);
        assertThatThrownBy(() -> streams.append(ACME, List.of(), minute()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected 1 to 49");
    }

    @Test
    void readingFollowsThePagesOfTheQuery() {
        String large = "\"" + "x".repeat(100_000) + "\"";
        for (int i = 0; i < 15; i++) {
            streams.append(ACME, List.of(new Content("n" + i, "7", large, Optional.empty())),
                    minute());
        }

        assertThat(streams.read(ACME, 1, 15)).extracting(Entry::offset)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).mapToObj(i -> (long) i).toList());
    }

    private List<Entry> append(String... ids) {
        return streams.append(ACME, Arrays.stream(ids).map(AppendingTest::content).toList(), minute());
    }

    private DynamoStreams streams(DynamoDbClient client) {
        return streams(client, RETENTION);
    }

    private DynamoStreams streams(DynamoDbClient client, Duration inbox) {
        return new DynamoStreams(new Table(client, table()), new Retention(RETENTION, inbox), clock,
                new RetryDelay(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), () -> 0, _ -> {}));
    }

    private DynamoDbClient counting() {
        return InterceptedClients.dynamoDb(db, counter);
    }

    private long items(String stream) {
        return db.client().query(r -> r.tableName(table()).keyConditionExpression("#s = :s")
                .expressionAttributeNames(Map.of("#s", "stream"))
                .expressionAttributeValues(Map.of(":s", AttributeValue.fromS(stream)))).count();
    }

    private static String table() {
        return db.table("NotificationsTable");
    }

    private static Deadline minute() {
        return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
    }
}
