package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.system.Browser;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long a client waits for a hundred notifications that it missed, through the whole stack. Prints what it
 * measures, and fails only if an answer is not whole:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ResumeBenchmarkIT
 * }</pre>
 */
final class ResumeBenchmarkIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final int MISSED = 100;
    private static final int WARM_UP = 50;
    private static final int RUNS = 100;
    /** A user may catch up ten times at once, tries included. */
    private static final int OF_ONE_USER = 5;
    private static final int MOST_TRIES = 5;

    /** A stream that the client knew before it existed, so that it has missed everything. */
    private static final String RESUME = """
        {"action":"resume","room":{"epoch":"","offset":0},"user":{"epoch":"","offset":0}}""";

    @Test
    void hundredMissedNotificationsAreAnsweredWhole() {
        var room = STACK.newRoom();
        for (int i = 0; i < MISSED; i++) {
            STACK.putOnQueue("{\"user_id\":7,\"room_id\":\"%s\",\"data\":{\"type\":\"n\",\"data\":%d}}"
                    .formatted(room, i));
        }
        Eventually.isTrue("all are in the stream", STACK::queueIsEmpty);
        resumes(room, "warm-up", WARM_UP);
        double[] millis = resumes(room, "user", RUNS);
        Arrays.sort(millis);
        System.out.printf("%nResume of %d missed notifications, %d times: median %.0f ms, %.0f to %.0f ms%n",
                MISSED, RUNS, millis[RUNS / 2], millis[0], millis[RUNS - 1]);
    }

    private static double[] resumes(String room, String user, int times) {
        double[] millis = new double[times];
        for (int from = 0; from < times; from += OF_ONE_USER) {
            try (var browser = STACK.connect(user + from, room)) {
                for (int i = from; i < from + OF_ONE_USER; i++) {
                    long start = System.nanoTime();
                    var answer = resume(browser);
                    millis[i] = (System.nanoTime() - start) / 1e6;
                    assertThat(answer.path("notifications")).hasSize(MISSED);
                }
            }
        }
        return millis;
    }

    /** The answer; what is pushed meanwhile is passed over. A stack that is too busy says so and is asked again. */
    private static JsonNode resume(Browser browser) {
        var answer = ask(browser);
        for (int tries = 1; !answer.has("recovered") && tries < MOST_TRIES; tries++) {
            answer = ask(browser);
        }
        return answer;
    }

    private static JsonNode ask(Browser browser) {
        browser.send(RESUME);
        return browser.until(frame -> frame.has("recovered") || frame.has("error") || frame.has("message"))
                .getLast();
    }
}
