package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aLineIsOneObjectWithTheRequestsId() {
        log(Log.Level.INFO).info("delivered", line -> line.text("stream", "room#a\nb"));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(
                "{\"timestamp\":\"2025-11-30T10:53:20.123Z\",\"level\":\"INFO\",\"event\":\"delivered\",\"request_id\":\"r1\",\"stream\":\"room#a\\nb\"}\n");
    }

    @Test
    void anErrorTellsWhereItHappenedInTheSameLine() {
        log(Log.Level.ERROR).error("failed", new IllegalStateException("broken"), UnaryOperator.identity());

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).singleElement().asString()
                .contains("broken", "LogTest.java");
    }

    @Test
    void whatIsLessSevereThanAskedForIsNotLogged() {
        log(Log.Level.WARN).info("delivered", UnaryOperator.identity());
        assertThat(out.size()).isZero();

        log(Log.Level.WARN).warn("undelivered", UnaryOperator.identity());
        assertThat(out.size()).isPositive();
    }

    private Log log(Log.Level least) {
        return new Log(new PrintStream(out, true, StandardCharsets.UTF_8),
                Clock.fixed(Instant.ofEpochMilli(1_764_500_000_123L), ZoneOffset.UTC), least, "r1");
    }
}
