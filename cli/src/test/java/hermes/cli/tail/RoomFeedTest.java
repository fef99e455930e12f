package hermes.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.cli.terminal.CommandFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a gateway that answers what a test says. */
@Timeout(60)
final class RoomFeedTest implements RoomFeed.Listener {

    private static final String POSITION = "{\"room\":{\"epoch\":\"e\",\"offset\":%d}}";

    private final List<String> notifications = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private int wanted = 1;

    @Override
    public boolean received(String notification, Map<String, String> members) {
        notifications.add(notification);
        data.add(members.get("data"));
        return notifications.size() < wanted;
    }

    @Override
    public void lost() {
        events.add("lost");
    }

    @Override
    public void disconnected(String reason, Duration pause) {
        events.add(reason);
    }

    @Test
    void notificationIsHandedOnAsItIsOnTheWire() throws InterruptedException {
        String frame = "{\"stream\":\"room\", \"epoch\":\"e\",\"offset\":1,\"data\":{\"a\":1e400,\"a\": -0.0}}";
        try (var gateway = new FakeGateway(_ -> List.of(frame))) {
            new RoomFeed(gateway.url(), () -> "token", this).run();
        }

        assertThat(notifications).containsExactly(frame);
        assertThat(data).containsExactly("{\"a\":1e400,\"a\": -0.0}");
    }

    /** Whoever reads line by line must not find half of one. */
    @Test
    void notificationIsOneLine() throws InterruptedException {
        try (var gateway = new FakeGateway(_ -> List
                .of("{\"stream\":\"room\",\"epoch\":\"e\",\"offset\":1,\"data\":{\r\n\"a\":\"\\n\"}}"))) {
            new RoomFeed(gateway.url(), () -> "token", this).run();
        }

        assertThat(data).containsExactly("{  \"a\":\"\\n\"}");
    }

    @Test
    void whatWasMissedIsHandedOnInItsOrderAndAsItIsWritten() throws InterruptedException {
        wanted = 3;
        var live = List.of(POSITION.formatted(0), notification(1, "1"), "not JSON", notification(3, "3"));
        var missed = "{\"recovered\":true,\"room\":{\"epoch\":\"e\",\"offset\":3},\"notifications\":[\n%s, %s]}"
                .formatted(notification(2, "1.50"), notification(3, "3"));
        try (var gateway = new FakeGateway(
                asked -> asked.contains("\"offset\":1") ? List.of(missed) : live)) {
            new RoomFeed(gateway.url(), () -> "token", this).run();
        }

        assertThat(notifications).containsExactly(notification(1, "1"), notification(2, "1.50"),
                notification(3, "3"));
        assertThat(events).isEmpty();
    }

    @Test
    void whatCannotBeHadAnyMoreIsSaid() throws InterruptedException {
        var gap = List.of(POSITION.formatted(0), notification(1, "1"), notification(400, "400"));
        var notRecovered = List.of("{\"recovered\":false,\"room\":{\"epoch\":\"e\",\"offset\":400}}",
                notification(401, "401"));
        wanted = 2;
        try (var gateway = new FakeGateway(
                asked -> asked.contains("\"offset\":1") ? notRecovered : gap)) {
            new RoomFeed(gateway.url(), () -> "token", this).run();
        }

        assertThat(data).containsExactly("1", "401");
        assertThat(events).containsExactly("lost");
    }

    @Test
    void stackThatRefusesItsOwnTokensIsNotAskedForEver() {
        try (var gateway = new FakeGateway(_ -> List.of())) {
            gateway.refuse(403);

            assertThatThrownBy(() -> new RoomFeed(gateway.url(), () -> "token", this).run())
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("refuses tokens that it has just issued (403)");
        }
        assertThat(events).hasSize(2).containsOnly("the handshake was answered 403");
    }

    private static String notification(long offset, String data) {
        return "{\"stream\":\"room\",\"epoch\":\"e\",\"offset\":%d,\"data\":%s}".formatted(offset, data);
    }
}
