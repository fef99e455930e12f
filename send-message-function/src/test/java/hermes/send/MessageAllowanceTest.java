package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageAllowanceTest extends FunctionFixture {
    private static final int AT_ONCE = 60;

    private SendMessageFunction function;

    @BeforeEach
    void connect() {
        connect("own=", "7");
        function = function();
    }

    @Test
    void sixtyMessagesCanBeSentAtOnceAndTheNextIsToldHowLongToWait() {
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> send())).allMatch(this::isTaken);

        assertThat(send()).contains("\"code\":\"too_many_messages\"", "Send it again after 1 s.");
    }

    @Test
    void twoASecondComeBack() {
        IntStream.range(0, AT_ONCE).forEach(_ -> send());

        clock.advance(Duration.ofSeconds(1));

        assertThat(List.of(isTaken(send()), isTaken(send()), isTaken(send())))
                .containsExactly(true, true, false);
    }

    @Test
    void silenceSavesUpNoMoreThanSixty() {
        send();
        clock.advance(Duration.ofMinutes(20));

        assertThat(IntStream.range(0, AT_ONCE + 5).mapToObj(_ -> send()).filter(this::isTaken))
                .hasSize(AT_ONCE);
    }

    @Test
    void thoseThatAreSentAtTheSameMomentAreCountedEach() {
        var answers = Parallel.map(IntStream.range(0, AT_ONCE + 20).boxed().toList(), _ -> send());

        assertThat(answers.stream().filter(this::isTaken)).hasSize(AT_ONCE);
    }

    @Test
    void whatIsRefusedForAnotherReasonCostsNothing() {
        IntStream.range(0, AT_ONCE).forEach(_ -> answer("sendMessageToSQS", "{}"));
        IntStream.range(0, AT_ONCE).forEach(_ -> answer("resume", "{}"));

        assertThat(isTaken(send())).isTrue();
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> send()).filter(this::isTaken))
                .hasSize(AT_ONCE - 1);
    }

    private boolean isTaken(String frame) {
        return frame.startsWith("{\"ok\":true");
    }

    private String send() {
        return answer("sendMessageToSQS", "{\"data\":1}");
    }

    private String answer(String route, String body) {
        return frame(invoke(function, Events.message(route, body, ROOM, "7", CONNECTED)));
    }
}
