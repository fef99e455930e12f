package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.system.Browser;
import hermes.system.WholeStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast and how large the stack is on this machine. Prints what it measures, and fails if something does not
 * arrive or a process is too large:
 *
 * <pre>{@code mvn verify -pl system-tests -am -Dtest=none -Dit.test=DeliveryBenchmarkIT -Dsurefire.failIfNoSpecifiedTests=false}</pre>
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeliveryBenchmarkIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final int CONNECTIONS = 100;
    private static final int CONNECTIONS_PER_USER = 20;
    private static final int WARM_UP = 30;
    private static final int RUNS = 3;
    private static final int NOTIFICATIONS_PER_RUN = 50;
    private static final double IDLE_MEMORY_BOUND_MEGABYTES = 200;

    @Test
    @Order(2) // a process keeps the heap that a hundred browsers have taken, so the idle one is looked at first
    void notificationReachesAHundredBrowsers() {
        var room = STACK.newRoom();
        var browsers = connect(room);
        try {
            measure(room, browsers, WARM_UP);
            System.out.printf(
                    "%nFrom SendMessage to the socket, %d connections of one room, %d notifications a run:%n",
                    CONNECTIONS, NOTIFICATIONS_PER_RUN);
            for (int run = 1; run <= RUNS; run++) {
                double[] millis = measure(room, browsers, NOTIFICATIONS_PER_RUN);
                System.out.printf("  run %d: p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n", run,
                        percentile(millis, 0.50), percentile(millis, 0.99), percentile(millis, 1));
            }
        } finally {
            browsers.forEach(Browser::close);
        }
    }

    @Test
    @Order(1)
    void idleFunctionProcessIsSmall() throws IOException {
        try (var browser = STACK.connect("7", STACK.newRoom())) {
            browser.send("{\"action\":\"sendMessage\",\"data\":\"so that each function has run\"}");
            browser.next();
        }

        var megabytes = residentMegabytesByFunction();

        System.out.printf("%nResident memory of an idle process of each function:%n");
        megabytes
                .forEach((function, resident) -> System.out.printf("  %-55s %4.0f MB%n", function, resident));
        assertThat(megabytes).hasSize(4)
                .allSatisfy((_, resident) -> assertThat(resident).isLessThan(IDLE_MEMORY_BOUND_MEGABYTES));
    }

    private static List<Browser> connect(String room) {
        return IntStream.range(0, CONNECTIONS / CONNECTIONS_PER_USER)
                .mapToObj(user -> STACK.token("" + user, room))
                .flatMap(token -> Stream.generate(() -> new Browser(STACK.webSocketUrl(), token))
                        .limit(CONNECTIONS_PER_USER))
                .toList();
    }

    /** @return how long each notification took to each browser, sorted */
    private static double[] measure(String room, List<Browser> browsers, int notifications) {
        double[] millis = new double[notifications * browsers.size()];
        int sample = 0;
        for (int notification = 0; notification < notifications; notification++) {
            long sent = System.nanoTime();
            STACK.putOnQueue("{\"user_id\":7,\"room_id\":\"%s\",\"data\":%d}".formatted(room, notification));
            for (var browser : browsers) {
                var frame = browser.nextFrame();
                assertThat(frame.json().path("data").asInt()).isEqualTo(notification);
                millis[sample++] = (frame.nanoTime() - sent) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** The largest process of each function. */
    private static Map<String, Double> residentMegabytesByFunction() throws IOException {
        var megabytes = new TreeMap<String, Double>();
        for (var process : ProcessHandle.current().descendants().toList()) {
            var proc = Path.of("/proc", "" + process.pid());
            for (var variable : Files.readString(proc.resolve("environ"), StandardCharsets.UTF_8)
                    .split("\0")) {
                if (variable.startsWith("AWS_LAMBDA_FUNCTION_NAME=")) {
                    megabytes.merge(variable.substring(variable.indexOf('=') + 1), resident(proc), Math::max);
                }
            }
        }
        return megabytes;
    }

    private static double resident(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst().orElse(0);
    }
}
