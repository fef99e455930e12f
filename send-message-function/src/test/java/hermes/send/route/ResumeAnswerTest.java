package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.common.Position;
import hermes.common.StreamName;
import hermes.send.delivery.Frames;
import hermes.send.json.Json;
import hermes.send.stream.Content;
import hermes.send.stream.Entry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResumeAnswerTest {
    private static final StreamName ROOM = StreamName.ofRoom("acme");
    private static final String EPOCH = "k3f90c2m";

    @Test
    void anAnswerThatJustFitsIsOneFrameAndOneByteMoreIsTwo() {
        int wrapping = bytes(answer(missed(1, 1_000)).last()) - 1_000;
        int largest = NotificationLimits.MESSAGE_BYTES - wrapping;

        var fits = answer(missed(1, largest));
        assertThat(fits.before()).isEmpty();
        assertThat(bytes(fits.last())).isEqualTo(NotificationLimits.MESSAGE_BYTES);

        var larger = answer(missed(1, largest + 1));
        assertThat(larger.before()).hasSize(1);
        assertThat(notifications(larger.last())).isZero();
    }

    @Test
    void noFrameOfManySmallNotificationsIsTooLarge() {
        // A hundred fill a frame but for the commas between them.
        var answer = answer(missed(200, NotificationLimits.FRAME_BYTES / 100 + 1));

        var frames = Stream.concat(answer.before().stream(), Stream.of(answer.last())).toList();
        assertThat(frames).allSatisfy(frame -> assertThat(bytes(frame))
                .isLessThanOrEqualTo(NotificationLimits.MESSAGE_BYTES));
        assertThat(frames.stream().mapToInt(ResumeAnswerTest::notifications).sum()).isEqualTo(200);
    }

    @Test
    void roomsThatDoNotFitComeBeforeTheAnswerAndBehindTheNotifications() {
        var head = new CatchUpOutcome.NotAsked(new Position("e".repeat(60), 1));
        var outcome = new RoomOutcome(false, head, head, Optional.empty());
        Map<String, RoomResult> rooms = new LinkedHashMap<>();
        IntStream.range(0, 1_000).forEach(i -> rooms.put("r" + i, new RoomResult.Resumed(outcome)));
        var missed = new CatchUpOutcome.All(new Position(EPOCH, 1),
                missed(2, NotificationLimits.FRAME_BYTES));
        var home = new RoomOutcome(true, missed, head, Optional.empty());

        var frames = new ResumeAnswer(home, rooms, Optional.of("r1")).frames();

        var before = frames.before().stream().map(Json::parse).toList();
        assertThat(before).extracting(frame -> frame.members().keySet().iterator().next())
                .containsSubsequence("notifications", "notifications", "rooms", "rooms")
                .doesNotContainSequence("rooms", "notifications");
        assertThat(before.stream().filter(frame -> frame.members().containsKey("rooms"))
                .flatMap(frame -> frame.at("rooms").members().keySet().stream()))
                .containsExactlyElementsOf(rooms.keySet());
        assertThat(Json.parse(frames.last()).at("rooms").members()).isEmpty();
        assertThat(frames.before()).allSatisfy(frame -> assertThat(bytes(frame))
                .isLessThanOrEqualTo(NotificationLimits.MESSAGE_BYTES));
    }

    private static Frames answer(List<Entry> missed) {
        var room = new CatchUpOutcome.All(new Position(EPOCH, missed.size()), missed);
        return new ResumeAnswer(new RoomOutcome(true, room, new CatchUpOutcome.NotAsked(Position.START),
                Optional.empty()), Map.of(), Optional.empty()).frames();
    }

    /** @param frameBytes of each of them */
    private static List<Entry> missed(int count, int frameBytes) {
        return LongStream.rangeClosed(101, 100 + count).mapToObj(offset -> entry(offset, frameBytes))
                .toList();
    }

    private static Entry entry(long offset, int frameBytes) {
        int wrapping = new Entry(ROOM, EPOCH, offset, Optional.empty(), content("")).frameBytes(true).length;
        return new Entry(ROOM, EPOCH, offset, Optional.empty(), content("x".repeat(frameBytes - wrapping)));
    }

    private static Content content(String text) {
        return new Content("n", "7", "\"" + text + "\"", Optional.empty());
    }

    private static int notifications(String frame) {
        return Json.parse(frame).at("notifications").elements().size();
    }

    private static int bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8).length;
    }
}
