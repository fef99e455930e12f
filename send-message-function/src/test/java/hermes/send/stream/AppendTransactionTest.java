package hermes.send.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hermes.common.Position;
import hermes.common.StreamName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What DynamoDB can answer, and DynamoDB Local does not answer on demand. */
class AppendTransactionTest {
    private static final StreamName STREAM = StreamName.ofRoom("acme");
    private static final CancellationReason NONE = reason("None");
    private static final Instant NOW = Instant.parse("2126-11-22T10:00:00Z");

    @Test
    void whoeverElseIsWritingIsAConflictWhicheverItemItHits() {
        var conflict = reason("TransactionConflict");

        assertThat(outcome(conflict, NONE, NONE)).isEqualTo(new AppendOutcome.Conflict());
        assertThat(outcome(NONE, reason("ThrottlingError"), conflict))
                .isEqualTo(new AppendOutcome.Conflict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded"})
    void aThrottleIsNoRaceWhicheverItemItHits(String code) {
        assertThat(outcome(reason(code), NONE, NONE)).isEqualTo(new AppendOutcome.Throttled());
        assertThat(outcome(NONE, NONE, reason(code))).isEqualTo(new AppendOutcome.Throttled());
    }

    @Test
    void anotherHeadIsLearntFromTheRefusal() {
        var head = StreamItems.head(STREAM, head(20));

        assertThat(outcome(failed(head), reason("TransactionConflict"), NONE))
                .isEqualTo(new AppendOutcome.Moved(head(20)));
        assertThat(outcome(failed(Map.of()), NONE, NONE)).isEqualTo(new AppendOutcome.Moved(Head.START));
    }

    @Test
    void repeatsAreLearntFromTheRefusalEvenBesideAConflict() {
        var known = StreamItems
                .id(new Entry(STREAM, "k3f9", 3, Optional.empty(), AppendingTest.content("n1")), NOW);

        assertThat(outcome(NONE, NONE, NONE, reason("TransactionConflict"), failed(known)))
                .isEqualTo(new AppendOutcome.Repeated(Map.of("n1", 3L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationError", "ItemCollectionSizeLimitExceeded", "DuplicateItem"})
    void whatDoesNotPassIsThrown(String code) {
        assertThatThrownBy(() -> outcome(NONE, reason(code), NONE))
                .isInstanceOf(TransactionCanceledException.class);
    }

    private static AppendOutcome outcome(CancellationReason... reasons) {
        var dynamoDb = mock(DynamoDbClient.class);
        when(dynamoDb.transactWriteItems(anyRequest())).thenThrow(
                TransactionCanceledException.builder().cancellationReasons(Arrays.asList(reasons)).build());
        List<Entry> entries = IntStream.range(0, (reasons.length - 1) / 2)
                .mapToObj(i -> new Entry(STREAM, "k3f9", 8 + i, Optional.empty(),
                        AppendingTest.content("n" + i)))
                .toList();
        return new AppendTransaction(head(7), entries, NOW, NOW.plusSeconds(60))
                .run(new Table(dynamoDb, "notifications"));
    }

    private static Head head(long offset) {
        return new Head(new Position("k3f9", offset), NOW);
    }

    private static Consumer<TransactWriteItemsRequest.Builder> anyRequest() {
        return any();
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    private static CancellationReason failed(Map<String, AttributeValue> item) {
        return CancellationReason.builder().code("ConditionalCheckFailed").item(item).build();
    }
}
