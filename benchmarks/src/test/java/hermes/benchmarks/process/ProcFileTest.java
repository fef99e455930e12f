package hermes.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcFileTest {

    private static final String STAT = "4711 (java (a) 7 b) S 1 4711 4711 0 -1 4194560 100 200 0 0 "
            + "150 25 30 5 20 0 40 0 123456 1000000 5000 18446744073709551615 1 1 0 0 0 0";

    @Test
    void cpuIsThatOfTheProgramAndOfTheKernelForIt() {
        assertThat(ProcFile.cpu(STAT, false)).isEqualTo(Duration.ofMillis(1_750));
    }

    @Test
    void cpuOfChildrenThatHaveEndedIsAdded() {
        assertThat(ProcFile.cpu(STAT, true)).isEqualTo(Duration.ofMillis(2_100));
    }

    @Test
    void residentMemoryIsReadInMegabytes() {
        assertThat(ProcFile.residentMegabytes("Name:\tjava\nVmHWM:\t  9999 kB\nVmRSS:\t  2048 kB\n"))
                .isEqualTo(2);
    }

    @Test
    void processThatHasEndedHasNoMemory() {
        assertThat(ProcFile.residentMegabytes("Name:\tjava\nState:\tZ (zombie)\n")).isZero();
    }
}
