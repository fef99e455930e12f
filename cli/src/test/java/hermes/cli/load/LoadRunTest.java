package hermes.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.backend.Access;
import hermes.cli.stack.FakeStack;
import hermes.cli.tail.FakeGateway;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection, to which a test sends what a stack would, and what none should. */
@Timeout(120)
final class LoadRunTest {

    private static final String NOTHING_YET = "{\"room\":{\"epoch\":\"\",\"offset\":0},\"ref\":\"load\",\"data\":{}}";
    private static final String CANNOT_BE_HAD = "{\"recovered\":false,\"room\":{\"epoch\":\"e\",\"offset\":10},\"data\":{}}";
    private static final int PUBLISHED = 10;

    private final StringWriter progress = new StringWriter();

    @Test
    void whatComesAsItShouldIsDelivered() throws InterruptedException {
        var report = run(FakeGateway::send);

        assertThat(report.frames())
                .isEqualTo(new LoadReport.Frames(PUBLISHED, PUBLISHED, PUBLISHED, 0, 0, 0));
        assertThat(report.wrong()).isEmpty();
        assertThat(report.latency().count()).isEqualTo(PUBLISHED);
        assertThat(report.latency().max()).isLessThan(60_000);
        assertThat(report.handshakes().count()).isEqualTo(1);
    }

    @Test
    void frameThatNeverComesIsLost() throws InterruptedException {
        var report = run((gateway, frame) -> {
            if (number(frame) != 4) {
                gateway.send(frame);
            }
        });

        assertThat(report.frames().delivered()).isEqualTo(PUBLISHED - 1);
        assertThat(report.frames().lost()).isEqualTo(1);
        assertThat(report.notRecovered()).isPositive();
        assertThat(report.wrong()).containsExactly("frames lost: 1");
    }

    @Test
    void frameThatComesTwiceIsDoubled() throws InterruptedException {
        var report = run((gateway, frame) -> {
            gateway.send(frame);
            if (number(frame) % 5 == 0) {
                gateway.send(frame);
            }
        });

        assertThat(report.frames().doubled()).isBetween(1L, 2L);
        assertThat(report.frames().lost()).isZero();
        assertThat(report.wrong()).singleElement().asString().startsWith("frames doubled: ");
    }

    @Test
    void frameThatOvertakesIsOutOfOrderAndNothingWrong() throws InterruptedException {
        var held = new String[1];
        var report = run((gateway, frame) -> {
            if (number(frame) == 3) {
                held[0] = frame;
            } else {
                gateway.send(frame);
            }
            if (number(frame) == 4) {
                gateway.send(held[0]);
            }
        });

        assertThat(report.frames().outOfOrder()).isEqualTo(1);
        assertThat(report.wrong()).isEmpty();
    }

    @Test
    void refusedTokensEndIt() {
        try (var gateway = new FakeGateway(_ -> List.of())) {
            gateway.refuse(403);

            assertThatThrownBy(() -> run(gateway, _ -> {})).isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("0 of 1 connections are open")
                    .hasMessageContaining("the handshake was answered 403 (3 times)");
        }
    }

    /** As a stack does whose {@code ConnectionsPerUser} is less than a user of the load has. */
    @Test
    void connectionThatTheStackDoesNotWantEndsIt() {
        var close = "{\"data\":{},\"close\":{\"code\":\"too_many_connections\",\"return\":\"no\"}}";
        try (var gateway = new FakeGateway(_ -> List.of(close))) {
            assertThatThrownBy(() -> run(gateway, _ -> {})).isInstanceOf(CommandFailed.class);
        }
    }

    @Test
    void clientThatIsToldToWaitAsksAgain() throws InterruptedException {
        var asked = new AtomicInteger();
        var later = "{\"error\":{\"code\":\"resume_too_often\",\"retry_after\":1},\"data\":{}}";
        try (var gateway = new FakeGateway(
                _ -> List.of(asked.getAndIncrement() == 0 ? later : NOTHING_YET))) {
            assertThat(run(gateway, gateway::send).wrong()).isEmpty();
        }
        assertThat(asked).hasValue(2);
    }

    private LoadReport run(BiConsumer<FakeGateway, String> delivery) throws InterruptedException {
        try (var gateway = new FakeGateway(
                asked -> List.of(asked.contains("\"offset\"") ? CANNOT_BE_HAD : NOTHING_YET))) {
            return run(gateway, frame -> delivery.accept(gateway, frame));
        }
    }

    private LoadReport run(FakeGateway gateway, Consumer<String> delivery)
            throws InterruptedException {
        var plan = new LoadPlan(1, 1, PUBLISHED, Duration.ofSeconds(1), false, 1);
        var stack = new FakeStack(notification -> delivery.accept(frame(notification))) {

            @Override
            public Map<String, String> outputs() {
                return Map.of("WebSocketUrl", gateway.url());
            }

            @Override
            public String issueToken(String user, String room, Duration lifetime, Access access,
                    List<String> further) {
                return "token";
            }
        };
        try (var ending = Ending.atCtrlC()) {
            return new LoadRun(stack, LoadRooms.of(plan), ending, new PrintWriter(progress),
                    Duration.ofSeconds(1)).run();
        }
    }

    private static String frame(String notification) {
        var frame = (ObjectNode) parsed(notification);
        return frame.put("stream", "room").put("epoch", "e").put("offset", number(notification)).toString();
    }

    private static int number(String notification) {
        return parsed(notification).at("/data/n").asInt();
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
