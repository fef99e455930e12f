package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Eventually;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A user has as many connections in a room as the template's {@code ConnectionsPerUser} says, whatever clients do. */
@ResourceLock(WholeStack.SHARED)
final class ConnectionsPerUserIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final int MOST = 20;

    private final String room = STACK.newRoom();
    private final String token = new CheapTokens(STACK.operations()).issue("7", room);

    @Test
    void oldestIsToldWhyAndClosedWhenOneTooManyIsOpened() {
        var browsers = new ArrayList<Browser>();
        try (var other = STACK.connect("8", room)) {
            for (int i = 0; i < MOST; i++) {
                browsers.add(new Browser(STACK.webSocketUrl(), token));
            }
            assertThat(STACK.connectionIds(room)).hasSize(MOST + 1);

            browsers.add(new Browser(STACK.webSocketUrl(), token));

            var last = browsers.getFirst().next();
            assertThat(last.path("close").path("code").asText()).isEqualTo("too_many_connections");
            assertThat(last.path("close").path("return").asText()).isEqualTo("no");
            assertThat(last.path("data").isObject()).isTrue();
            assertThat(last.path("data")).isEmpty();
            Eventually.isTrue("the oldest is closed", browsers.getFirst()::isClosed);
            assertThat(STACK.connectionIds(room)).hasSize(MOST + 1);
            STACK.publish(room, "to the others");
            assertThat(other.next().path("data").asText()).isEqualTo("to the others");
            for (var browser : browsers.subList(1, browsers.size())) {
                assertThat(browser.next().path("data").asText()).isEqualTo("to the others");
            }
        } finally {
            browsers.forEach(Browser::close);
        }
    }

    /** None of them ever says a word; what is left too many by those that opened together goes with the next. */
    @Test
    void floodOfHandshakesWithOneTokenLeavesNoMoreThanTheBound() {
        try (var clients = new CountingClients(STACK.webSocketUrl(), _ -> token)) {
            clients.growTo(2 * MOST);
            // Those that opened together, eight at most, may have overlooked each other.
            clients.growTo(2 * MOST + 1);

            assertThat(STACK.connectionIds(room)).hasSizeLessThanOrEqualTo(MOST);
            Eventually.isTrue("the others are closed", () -> clients.open() <= MOST);
        }
    }
}
