package hermes.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsageTest {

    @BeforeEach
    void onlyLinuxHasProc() {
        assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    }

    @Test
    void thisProcessHasUsedWhatItsJvmSays() throws IOException {
        var process = ProcessHandle.current();
        var before = process.info().totalCpuDuration().orElseThrow();
        var used = Usage.cpu(process.pid());
        var after = process.info().totalCpuDuration().orElseThrow();

        assertThat(used).isBetween(before, after.plus(Duration.ofMillis(10)));
    }

    @Test
    void thisProcessIsInMemory() throws IOException {
        assertThat(Usage.residentMegabytes(ProcessHandle.current().pid())).isGreaterThan(10);
    }

    @Test
    void childThatWorksCounts() throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c",
                "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; read x")
                .start();
        try {
            while (Usage.cpuOfAll(shell.toHandle()).isZero()) {
                Thread.onSpinWait();
                assertThat(shell.isAlive()).isTrue();
            }
            assertThat(Usage.cpuOfAll(shell.toHandle())).isPositive();
        } finally {
            shell.destroyForcibly().waitFor();
        }
    }
}
