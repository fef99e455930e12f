package hermes.local.gateway;

import static hermes.local.gateway.ScriptedFunctions.MESSAGES;
import static hermes.local.gateway.ScriptedFunctions.answered;
import static hermes.local.gateway.ScriptedFunctions.failed;
import static hermes.local.gateway.ScriptedFunctions.returned;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult;
import hermes.local.websocket.CloseStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message, and what the client hears. */
final class MessageTest {

    private static final String ONE_WAY = "{\"action\":\"oneWay\"}";

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void twoWayRouteAnswersWithTheBodyAsItIs() {
        aws.functions.on(MESSAGES, answered("{\"ok\" : true}"));
        Peer peer = aws.connect();

        peer.say("{\"action\":\"sendMessage\"}");

        assertThat(peer.hears()).isEqualTo("{\"ok\" : true}");
    }

    @Test
    void twoWayRouteWithoutBodyAnswersWithNothingInIt() {
        aws.functions.on(MESSAGES, returned("{\"statusCode\":200}"));
        Peer peer = aws.connect();

        peer.say("hello");

        assertThat(peer.hears()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 500})
    void statusCodeOfAnAnswerIsIgnored(int status) {
        aws.functions.on(MESSAGES,
                returned("{\"statusCode\":%d,\"body\":\"all the same\"}".formatted(status)));
        Peer peer = aws.connect();

        peer.say("hello");

        assertThat(peer.hears()).isEqualTo("all the same");
    }

    @Test
    void answerOfOneWayRouteIsIgnored() {
        Peer peer = aws.connect();

        peer.say(ONE_WAY);
        aws.functions.next(MESSAGES);
        peer.say("two-way");

        assertThat(peer.hears()).isEqualTo("echo: two-way");
        aws.gateway().close();
        assertThat(peer.closed()).isEqualTo(CloseStatus.GOING_AWAY);
        assertThat(peer.unheard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"text\"", "[]", "{}", "{\"statusCode\":200,\"ok\":true}",
                    "{\"statusCode\":200,\"body\":{}}",
                    "{\"statusCode\":200,\"body\":\"YQ==\",\"isBase64Encoded\":true}", "{"})
    void malformedAnswerIsAnInternalErrorOnOneWayRoutesToo(String payload) {
        aws.functions.on(MESSAGES, returned(payload));
        Peer peer = aws.connect();

        peer.say(ONE_WAY);

        assertThat(peer.hears()).contains("Internal server error");
    }

    @Test
    void errorFrameIsByteForByteThatOfAws() {
        aws.functions.on(MESSAGES, failed("broken"));
        Peer peer = aws.connect();

        peer.say("hello");

        String frame = peer.hears();
        JsonNode context = aws.functions.next(MESSAGES).path("requestContext");
        assertThat(frame).isEqualTo("{\"message\": \"Internal server error\", \"connectionId\":\""
                + context.path("connectionId").asText() + "\", \"requestId\":\""
                + context.path("requestId").asText()
                + "\"}");
    }

    @Test
    void connectionStaysOpenAfterAnError() {
        aws.functions.on(MESSAGES, new InvocationResult.NotInvocable("no such function"));
        Peer peer = aws.connect();
        peer.say("hello");
        assertThat(peer.hears()).contains("Internal server error");

        aws.functions.on(MESSAGES, answered("back again"));
        peer.say("hello");

        assertThat(peer.hears()).isEqualTo("back again");
    }

    @Test
    void timeoutOfTheFunctionIsAnInternalError() {
        aws.functions.on(MESSAGES, new InvocationResult.TimedOut("id", Duration.ofSeconds(3)));
        Peer peer = aws.connect();

        peer.say("hello");

        assertThat(peer.hears()).contains("Internal server error");
    }

    @Test
    void timeoutOfTheIntegrationHasItsOwnFrame() {
        var never = new CountDownLatch(1);
        aws.restart(api -> GatewayExtension.withTimeout(api, "$default", Duration.ofMillis(60)),
                limits -> limits);
        aws.functions.on(MESSAGES, _ -> {
            awaitUninterrupted(never);
            return answered("too late");
        });
        Peer peer = aws.connect();

        peer.say("hello");

        assertThat(peer.hears())
                .startsWith("{\"message\": \"Endpoint request timed out\", \"connectionId\":\"");
        never.countDown();
    }

    @Test
    void messageWithoutRouteIsForbiddenIfThereIsNoDefault() {
        aws.restart(api -> GatewayExtension.without(api, "$default"), limits -> limits);
        Peer peer = aws.connect();

        peer.say("{\"action\":\"unknown\"}");

        assertThat(peer.hears()).matches(
                "\\{\"message\": \"Forbidden\", \"connectionId\":\"[\\w-]{15}=\", \"requestId\":\"[\\w-]{15}=\"}");
    }

    @Test
    void slowMessageDoesNotHoldUpTheNext() {
        var slow = new CountDownLatch(1);
        aws.functions.on(MESSAGES, event -> {
            if (event.path("body").asText().equals("slow")) {
                awaitUninterrupted(slow);
            }
            return answered(event.path("body").asText());
        });
        Peer peer = aws.connect();

        peer.say("slow");
        peer.say("fast");

        assertThat(peer.hears()).isEqualTo("fast");
        slow.countDown();
        assertThat(peer.hears()).isEqualTo("slow");
    }

    @Test
    void moreMessagesThanMayBeInFlightWaitAndNoneIsLost() {
        var gate = new CountDownLatch(1);
        aws.functions.on(MESSAGES, event -> {
            awaitUninterrupted(gate);
            return answered(event.path("body").asText());
        });
        Peer peer = aws.connect();
        int messages = 3 * Limits.AWS.inFlight() + 5;

        IntStream.range(0, messages).forEach(i -> peer.say("m" + i));
        IntStream.range(0, Limits.AWS.inFlight()).forEach(_ -> aws.functions.next(MESSAGES));
        assertThat(aws.functions.count(MESSAGES)).isEqualTo(Limits.AWS.inFlight());
        gate.countDown();

        assertThat(IntStream.range(0, messages).mapToObj(_ -> peer.hears()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, messages).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void messagesThatComeTooFastWaitAndNoneIsLost() {
        aws.functions.on(MESSAGES, event -> answered(event.path("body").asText()));
        Peer peer = aws.connect();
        int waiting = Limits.AWS.messagesASecond();
        int messages = Limits.AWS.messagesAtOnce() + waiting;
        long start = System.nanoTime();

        IntStream.range(0, messages).forEach(i -> peer.say("m" + i));

        assertThat(IntStream.range(0, messages).mapToObj(_ -> peer.hears()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, messages).mapToObj(i -> "m" + i).toList());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(waiting).dividedBy(Limits.AWS.messagesASecond()));
    }

    @Test
    void answerOverTheLimitOfAMessageIsAnInternalError() {
        aws.functions.on(MESSAGES, answered("x".repeat(128 * 1024 + 1)));
        Peer peer = aws.connect();

        peer.say("hello");

        assertThat(peer.hears()).contains("Internal server error");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
