package hermes.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.tail.StreamCursor.Step;
import hermes.cli.terminal.Json;
import org.junit.jupiter.api.Test;

final class StreamCursorTest {

    private final StreamCursor cursor = new StreamCursor();

    @Test
    void firstNotificationIsTakenWhereverItIs() {
        assertThat(cursor.see(at("a", 7))).isEqualTo(Step.NEXT);
        assertThat(cursor.see(at("a", 8))).isEqualTo(Step.NEXT);
        assertThat(cursor.position()).isEqualTo(at("a", 8));
    }

    @Test
    void whatWasSeenIsKnown() {
        cursor.see(at("a", 7));

        assertThat(cursor.see(at("a", 7))).isEqualTo(Step.KNOWN);
        assertThat(cursor.see(at("a", 3))).isEqualTo(Step.KNOWN);
    }

    @Test
    void holeIsAGapUntilItIsFilled() {
        cursor.see(at("a", 7));

        assertThat(cursor.see(at("a", 9))).isEqualTo(Step.GAP);
        assertThat(cursor.isBehind()).isTrue();
        cursor.see(at("a", 8));
        assertThat(cursor.see(at("a", 9))).isEqualTo(Step.NEXT);
        assertThat(cursor.isBehind()).isFalse();
    }

    @Test
    void firstNotificationOfANewStreamFollowsItsEmptyPosition() {
        cursor.hear(at("", 0));

        assertThat(cursor.see(at("a", 1))).isEqualTo(Step.NEXT);
    }

    @Test
    void otherEpochIsAGapAndIsLeftByTheAnswer() {
        cursor.see(at("a", 7));

        assertThat(cursor.see(at("b", 1))).isEqualTo(Step.GAP);
        cursor.moveTo(at("b", 1));

        assertThat(cursor.isBehind()).isFalse();
        assertThat(cursor.see(at("b", 2))).isEqualTo(Step.NEXT);
    }

    /** An answer says where the stream was when it was read; later ones may have arrived before it. */
    @Test
    void olderAnswerDoesNotLeadBack() {
        cursor.see(at("a", 7));
        cursor.see(at("a", 8));

        cursor.moveTo(at("a", 7));

        assertThat(cursor.position()).isEqualTo(at("a", 8));
    }

    /** What came between the first notification and the first answer must not be passed over. */
    @Test
    void positionAheadOfWhatWasSeenIsAGap() {
        cursor.see(at("a", 7));

        cursor.hear(at("a", 9));

        assertThat(cursor.isBehind()).isTrue();
        assertThat(cursor.position()).isEqualTo(at("a", 7));
    }

    private static JsonNode at(String epoch, long offset) {
        return Json.object().put("epoch", epoch).put("offset", offset);
    }
}
