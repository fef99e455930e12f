package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrimingTest {

    @Test
    void readIsRunOnce() {
        var reads = new AtomicInteger();

        Priming.attempt(reads::incrementAndGet);

        assertThat(reads).hasValue(1);
    }

    @Test
    void failedReadIsOneLogLineAndGoesOn() {
        var log = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(log, true));
        try {
            Priming.attempt(() -> {
                throw new IllegalStateException("table is away");
            });
        } finally {
            System.setOut(stdout);
        }

        assertThat(log.toString()).contains("Priming failed").contains("table is away").hasLineCount(1);
    }
}
