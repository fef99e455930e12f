package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.StreamName;
import hermes.send.Events;
import hermes.send.delivery.Job;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.EmbeddedMetrics;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.Log;
import hermes.send.json.Json;
import hermes.send.json.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SettlementTest {
    private final List<String> buried = new ArrayList<>();
    private final Map<String, Long> seconds = new LinkedHashMap<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Settlement settlement = new Settlement(
            (record, refusal) -> buried.add(record.messageId() + " " + refusal.code()),
            pauses -> pauses.forEach((record, pause) -> seconds.put(record.messageId(), pause.toSeconds())),
            new Pauses(() -> 0.5), 20);

    @Test
    void whatFailsForAPassingReasonHasAllReceivesOfItsQueue() {
        var outcomes = List.<RecordOutcome>of(failed(ordered("m1", 19), passing()),
                failed(standard("m2", 19), passing()), failed(standard("m3", 20), passing()));

        assertThat(settle(outcomes)).containsExactly("m1", "m2");
        assertThat(buried).containsExactly("m3 attempts_exhausted");
    }

    @Test
    void aMistakeOfOursHoldsItsRoomForFiveReceivesOnlyAndNobodyInTheOtherQueue() {
        var outcomes = List.<RecordOutcome>of(failed(ordered("m1", 5), unexpected()),
                new RecordOutcome.Done(ordered("m2", 5)), failed(standard("m3", 5), unexpected()));

        assertThat(settle(outcomes)).containsExactly("m3");
        assertThat(buried).containsExactly("m1 attempts_exhausted");
    }

    /** Its room is held, and asking the dead-letter queue once a second costs nobody anything. */
    @Test
    void whatCannotBePutAsideComesAgainAtOnceInTheOrderedQueue() {
        var poison = new Refusal("bad_json", "It is no JSON.");
        var refusing = new Settlement((_, _) -> {
            throw passing();
        }, pauses -> pauses.forEach((record, pause) -> seconds.put(record.messageId(), pause.toSeconds())),
                new Pauses(() -> 0.5), 20);

        settle(refusing, List.of(new RecordOutcome.Poison(ordered("m1", 19), poison),
                new RecordOutcome.Poison(standard("m2", 6), poison)));

        assertThat(seconds).containsExactly(Map.entry("m1", 1L), Map.entry("m2", 24L));
    }

    @Test
    void whoOnlyWaitsBehindAMistakeIsNotPutAsideWithIt() {
        var read = List.<QueueMessage>of((QueueMessage) failed(ordered("m1", 5), unexpected()),
                new QueueMessage.WithJob(ordered("m2", 5), new Job.TellState("acme", "7")),
                new QueueMessage.WithJob(standard("m3", 5), new Job.TellState("acme", "7")));

        var held = QueueBatch.held(read);

        assertThat(held.get(2)).isSameAs(read.get(2));
        assertThat(settle(List.of((RecordOutcome) held.get(0), (RecordOutcome) held.get(1))))
                .containsExactly("m2");
        assertThat(buried).containsExactly("m1 attempts_exhausted");
        assertThat(lines()).anyMatch(line -> line.contains("It waits behind message m1, which failed"));
    }

    @Test
    void thoseThatFollowAFailureComeAgainWithItAndAtTheSameTime() {
        settle(List.of(failed(ordered("m1", 6), passing()), new RecordOutcome.Done(ordered("m2", 1)),
                failed(ordered("m3", 2), passing())));

        assertThat(seconds).containsExactly(Map.entry("m1", 24L), Map.entry("m2", 24L), Map.entry("m3", 24L));
    }

    @Test
    void eachFailureIsOneLineAndWhatNobodyExpectedIsTracedOnce() {
        settle(List.of(failed(standard("m1", 1), unexpected()), failed(standard("m2", 1), unexpected()),
                failed(standard("m3", 1), passing())));

        assertThat(lines().filter(line -> line.contains("\"event\":\"repeated\""))).hasSize(3);
        assertThat(lines().filter(line -> line.contains("\\tat "))).singleElement().asString()
                .contains("\"level\":\"ERROR\"", "\"event\":\"unexpected\"");
    }

    @Test
    void whatIsDoneIsNotPostponed() {
        assertThat(settle(List.of(new RecordOutcome.Done(standard("m1", 1)),
                new RecordOutcome.Done(ordered("m2", 1))))).isEmpty();
        assertThat(seconds).isEmpty();
    }

    private List<String> settle(List<RecordOutcome> outcomes) {
        return settle(settlement, outcomes);
    }

    private List<String> settle(Settlement settlement, List<RecordOutcome> outcomes) {
        var log = new Log(new PrintStream(lines, true, StandardCharsets.UTF_8), Clock.systemUTC(),
                Log.Level.INFO, "r-1");
        return settlement.settle(outcomes, new Invocation("r-1",
                Deadline.in(Duration.ofMinutes(1), System::nanoTime), log, new EmbeddedMetrics()));
    }

    private Stream<String> lines() {
        return lines.toString(StandardCharsets.UTF_8).lines();
    }

    private static RecordOutcome failed(QueueRecord record, RuntimeException cause) {
        return new RecordOutcome.Failed(record, Optional.of("n-" + record.messageId()),
                List.of(StreamName.ofRoom("acme")), cause);
    }

    private static RuntimeException passing() {
        return SdkClientException.create("slow down");
    }

    private static RuntimeException unexpected() {
        return new IllegalStateException("a mistake");
    }

    private static QueueRecord standard(String messageId, int receiveCount) {
        return QueueRecord.of(Json.parse(Events.record(messageId, "{}", receiveCount, Map.of())));
    }

    private static QueueRecord ordered(String messageId, int receiveCount) {
        return QueueRecord.of(Json.parse(Events.ordered(messageId, "acme", "{}", receiveCount)));
    }
}
