package hermes.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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

    @Test
    void burstTakesNotMuchLongerWithMoreInvocations() {
        int size = Integer.getInteger("burst");
        System.out.printf(
                "%n| %,d to one room by | concurrency | published in | 98 %% | last | came again | waited out | dead |%n",
                size);
        var bursts = Arrays.stream(Burst.Door.values())
                .collect(toMap(door -> door, door -> atEachConcurrency(size, door)));

        assertThat(bursts.values()).allSatisfy(ofDoor -> assertThat(ofDoor).allSatisfy(burst -> {
            assertThat(burst.waitedOut()).isZero();
            assertThat(burst.deadLetters()).isZero();
            assertThat(burst.last()).isLessThan(MOST_TIMES_AS_LONG * ofDoor.getFirst().last());
        }));
    }

    private static List<Burst> atEachConcurrency(int size, Burst.Door door) {
        return Arrays.stream(CONCURRENCIES).mapToObj(concurrency -> {
            var burst = Burst.of(size, door, concurrency);
            System.out.printf("| %s | %d | %.1f s | %.1f s | %.1f s | %d | %d | %d |%n", door, concurrency,
                    burst.published(), burst.most(), burst.last(), burst.repeated(), burst.waitedOut(),
                    burst.deadLetters());
            return burst;
        }).toList();
    }
}
