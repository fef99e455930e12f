package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether more invocations at the same time, which a burst to one room makes get in each other's way, make it slower. Takes
 * some minutes, so it runs only when it is asked for, and prints a table:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=BurstIT -Dburst=4000
 * }</pre>
 */
@EnabledIfSystemProperty(named = "burst", matches = "\\d+")
final class BurstIT {

    private static final int[] CONCURRENCIES = {2, 8, 20};
    private static final double MOST_TIMES_AS_LONG = 1.5;

    @ParameterizedTest
    @EnumSource(Burst.Door.class)
    void burstTakesNotMuchLongerWithMoreInvocations(Burst.Door door) {
        int size = Integer.getInteger("burst");
        System.out.printf(
                "%n| %s | concurrency | published in | 98 %% | last | repeated | waited out | dead |%n",
                door);
        var bursts = new ArrayList<Burst>();
        for (int concurrency : CONCURRENCIES) {
            var burst = Burst.of(size, door, concurrency);
            System.out.printf("| %,d | %d | %.1f s | %.1f s | %.1f s | %d | %d | %d |%n", size, concurrency,
                    burst.published(), burst.most(), burst.last(), burst.repeated(), burst.waitedOut(),
                    burst.deadLetters());
            bursts.add(burst);
        }
        assertThat(bursts).allSatisfy(burst -> {
            assertThat(burst.waitedOut()).isZero();
            assertThat(burst.deadLetters()).isZero();
            assertThat(burst.last()).isLessThan(MOST_TIMES_AS_LONG * bursts.getFirst().last());
        });
    }
}
