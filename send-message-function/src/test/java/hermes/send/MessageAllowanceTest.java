package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageAllowanceTest extends FunctionFixture {
    private static final int AT_ONCE = 60;

    /** Ten that go together, to ten users each. */
    private static final String HUNDRED = "{\"messages\":[%s]}".formatted(IntStream.range(0, 10)
            .mapToObj("{\"data\":1,\"to\":[0,1,2,3,4,5,6,7,8,9],\"ref\":\"r%d\"}"::formatted)
            .collect(Collectors.joining(",")));

    private SendMessageFunction function;

    @BeforeEach
    void connect() {
        connect("own=", "7");
        function = function();
    }

    @Test
    void sixtyMessagesCanBeSentAtOnceAndTheNextIsToldHowLongToWait() {
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> send())).allMatch(this::isTaken);

        assertThat(send()).contains("\"code\":\"too_many_messages\"", "Send it again after 1 s.",
                "\"retry_after\":1}");
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
    void whatIsRefusedWritesNothing() {
        IntStream.range(0, AT_ONCE + 1).forEach(_ -> send());
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            send();
            calls.reset();

            assertThat(send()).contains("too_many_messages");

            assertThat(calls.calls()).isEmpty();
        }
    }

    @Test
    void whatIsRefusedForAnotherReasonCostsNothing() {
        IntStream.range(0, AT_ONCE).forEach(_ -> answer("sendMessageToSQS", "{}"));
        IntStream.range(0, AT_ONCE).forEach(_ -> answer("resume", "{}"));

        assertThat(isTaken(send())).isTrue();
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> send()).filter(this::isTaken))
                .hasSize(AT_ONCE - 1);
    }

    @Test
    void thoseThatComeTogetherAreCountedEach() {
        String ten = "{\"messages\":[%s]}".formatted(IntStream.range(0, 10)
                .mapToObj("{\"data\":1,\"ref\":\"r%d\"}"::formatted).collect(Collectors.joining(",")));
        IntStream.range(0, AT_ONCE / 10 - 1)
                .forEach(_ -> assertThat(together(ten)).startsWith("{\"ok\":true"));
        send();

        assertThat(together(ten)).contains("\"code\":\"too_many_messages\"", "\"retry_after\":1}");
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> send()).filter(this::isTaken))
                .as("those that were refused cost nothing").hasSize(9);
    }

    /** Each user has a stream, and each stream costs as much as the room's. */
    @Test
    void oneForSeveralUsersCountsForEach() {
        String toThree = "{\"data\":1,\"to\":[\"8\",\"9\",\"10\"]}";
        IntStream.range(0, AT_ONCE / 3 - 1)
                .forEach(_ -> assertThat(answer("sendMessageToSQS", toThree)).startsWith("{\"ok\":true"));
        send();

        assertThat(answer("sendMessageToSQS", toThree)).contains("\"code\":\"too_many_messages\"",
                "\"retry_after\":1}");
        assertThat(List.of(isTaken(send()), isTaken(send()), isTaken(send()))).containsExactly(true, true,
                false);
    }

    @Test
    void whatCostsMoreThanThereIsAtOnceIsTakenAfterSilenceAndPaidInFull() {
        send();

        assertThat(together(HUNDRED)).contains("\"retry_after\":1}");
        clock.advance(Duration.ofSeconds(1));

        assertThat(isTaken(together(HUNDRED))).isTrue();
        assertThat(send()).contains("\"retry_after\":21}");
        clock.advance(Duration.ofSeconds(20));
        assertThat(send()).contains("\"retry_after\":1}");
        clock.advance(Duration.ofSeconds(1));
        assertThat(List.of(isTaken(send()), isTaken(send()), isTaken(send()))).containsExactly(true, true,
                false);
    }

    @Test
    void whoeverSendsAHundredAtATimeHasTwoASecondAppendedInTheLongRun() {
        int taken = 0;
        for (int second = 0; second < 500; second++) {
            taken += isTaken(together(HUNDRED)) ? 1 : 0;
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(taken).isEqualTo(10);
    }

    private String together(String body) {
        return answer("sendMessageToSQS", body);
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
