package hermes.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
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
                .withMessage("sh has ended before it was ready: the port is taken");
    }

    @Test
    void closeEndsIt() throws IOException {
        var process = start("echo ready; read x");

        process.close();

        assertThat(process.handle().isAlive()).isFalse();
    }

    private static ServerProcess start(String script) throws IOException {
        return ServerProcess.start(List.of("sh", "-c", script), "ready");
    }
}
