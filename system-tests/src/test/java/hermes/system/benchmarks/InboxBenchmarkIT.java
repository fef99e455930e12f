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
 * How long it takes from a mark on one device to the badge on another of the same user, and to a page of twenty, through the
 * whole stack. Prints what it measures, and fails only if an answer is not what it should be:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=InboxBenchmarkIT
 * }</pre>
 */
final class InboxBenchmarkIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final int ITEMS = 20;
    private static final int RUNS = 300;
    private static final int WARM_UP = 50;
    /** A connection may send sixty messages at once. */
    private static final int OF_ONE_CONNECTION = 50;

    @Test
    void markOnOneDeviceReachesTheBadgeOfTheOther() {
        var room = STACK.newRoom();
        marks(room, "warm-up", WARM_UP);
        print("From a mark on one device to the badge on the other", marks(room, "user", RUNS));
    }

    @Test
    void pageOfTwentyIsAnswered() {
        var room = STACK.newRoom();
        pages(room, "warm-up", WARM_UP);
        print("A page of %d".formatted(ITEMS), pages(room, "user", RUNS));
    }

    private static double[] marks(String room, String user, int times) {
        double[] millis = new double[times];
        for (int from = 0; from < times; from += OF_ONE_CONNECTION) {
            try (var left = STACK.connect(user + from, room); var right = STACK.connect(user + from, room)) {
                var state = fill(room, user + from, left);
                resume(right);
                for (int i = 0; i < OF_ONE_CONNECTION; i++) {
                    var what = i % 2 == 0 ? "read" : "unread";
                    long unread = i % 2 == 0 ? ITEMS - 1 : ITEMS;
                    long start = System.nanoTime();
                    left.send("""
                        {"action":"mark","inbox":{"epoch":"%s","%s":[[7,7]]},"ref":"%s-%d"}"""
                            .formatted(state.at("/inbox/epoch").asText(), what, user, from + i));
                    right.until(frame -> frame.at("/state/unread").asLong(-1) == unread);
                    millis[from + i] = (System.nanoTime() - start) / 1e6;
                    left.until(frame -> frame.has("ok"));
                }
            }
        }
        return millis;
    }

    private static double[] pages(String room, String user, int times) {
        double[] millis = new double[times];
        for (int from = 0; from < times; from += OF_ONE_CONNECTION) {
            try (var browser = STACK.connect(user + from, room)) {
                fill(room, user + from, browser);
                for (int i = 0; i < OF_ONE_CONNECTION; i++) {
                    long start = System.nanoTime();
                    browser.send("{\"action\":\"inbox\",\"limit\":%d}".formatted(ITEMS));
                    var answer = browser.until(frame -> frame.has("items") || frame.has("error")).getLast();
                    millis[from + i] = (System.nanoTime() - start) / 1e6;
                    assertThat(answer.path("items")).hasSize(ITEMS);
                }
            }
        }
        return millis;
    }

    /** @return the state with as many unread as a page has */
    private static JsonNode fill(String room, String user, Browser browser) {
        for (int i = 0; i < ITEMS; i++) {
            STACK.putOnQueue(
                    "{\"user_id\":\"backend\",\"room_id\":\"%s\",\"data\":{\"type\":\"n\",\"data\":%d},\"inbox\":true,\"to\":[\"%s\"]}"
                            .formatted(room, i, user));
        }
        Eventually.isTrue("all are in the inbox", STACK::queuesAreEmpty);
        var state = resume(browser);
        assertThat(state.path("unread").asInt()).isEqualTo(ITEMS);
        return state;
    }

    private static JsonNode resume(Browser browser) {
        browser.send("{\"action\":\"resume\",\"state\":true}");
        return browser.until(frame -> frame.has("inbox_recovered")).getLast().path("state");
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf("%n%s, %d times: p50 %.0f ms, p99 %.0f ms, %.0f to %.0f ms%n", what, millis.length,
                millis[millis.length / 2], millis[millis.length * 99 / 100], millis[0],
                millis[millis.length - 1]);
    }
}
