package hermes.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerProcessTest {

    @Test
    void isReadyWhenItSaysSo() throws IOException {
        try (var process = start("echo starting; echo ready at last; read x")) {
            assertThat(process.said()).isEqualTo("ready at last");
            assertThat(process.ready().millisSince(process.started())).isPositive();
            assertThat(process.handle().isAlive()).isTrue();
        }
    }

    @Test
    void endBeforeItIsReadyIsSaidWithAllThatItPrinted() {
        assertThatIOException().isThrownBy(() -> start("echo the port is taken"))
                .withMessage("sh has ended before it was ready, or took too long: the port is taken");
    }

    @Test
    void closeEndsIt() throws IOException {
        var process = start("echo ready; read x");

        process.close();

        assertThat(process.handle().isAlive()).isFalse();
    }

    @Test
    void whatIsNotReadyInTimeIsEndedWithAllThatItStarted() {
        var neverReady = List.of("sh", "-c", "sleep 600 & echo waiting; sleep 600");

        assertThatIOException()
                .isThrownBy(() -> ServerProcess.start(neverReady, "ready", Duration.ofSeconds(3)))
                .withMessageContaining("or took too long: waiting");
    }

    @Test
    void nothingIsLeftOfAProcessThatIsToldToEnd() throws IOException {
        var parent = ServerProcess.start(List.of(Java.program("java"), "-cp",
                System.getProperty("java.class.path"), ParentProcess.class.getName()), "child ");
        var child = ProcessHandle.of(Long.parseLong(parent.said().substring("child ".length())));
        assertThat(child).isPresent();

        parent.close();

        assertThat(child).hasValueSatisfying(process -> assertThat(process.isAlive()).isFalse());
    }

    private static ServerProcess start(String script) throws IOException {
        return ServerProcess.start(List.of("sh", "-c", script), "ready");
    }
}
