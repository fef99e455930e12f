package hermes.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the server that everything is compared with, in a process of its own. */
final class CrowdTest {

    private static final String TEXT = "x".repeat(200);
    private static final int FRAME_BYTES = TEXT.length() + 4;

    private Bare server;
    private Crowd crowd;

    @BeforeEach
    void start() throws IOException {
        server = Bare.start(List.of());
        crowd = new Crowd(server.address());
    }

    @AfterEach
    void close() throws IOException {
        crowd.close();
        server.close();
    }

    @Test
    void everyPostArrives() throws IOException, InterruptedException {
        crowd.open(server.paths(3));

        server.ways(TEXT).getFirst().poster().post(server.ids(), 50);

        crowd.awaitBytes(50 * FRAME_BYTES);
        assertThat(crowd.bytes()).isEqualTo(50 * FRAME_BYTES);
    }

    @Test
    void pathThatIsRefusedIsNoConnection() {
        assertThatIOException().isThrownBy(() -> crowd.open(List.of("/other")))
                .withMessageContaining("HTTP/1.1 404");
    }

    @Test
    void postToNobodyFails() {
        var poster = server.ways(TEXT).getFirst().poster();

        assertThatIOException().isThrownBy(() -> poster.post(List.of("nobody"), 1))
                .withMessageContaining("HTTP/1.1 410");
    }
}
