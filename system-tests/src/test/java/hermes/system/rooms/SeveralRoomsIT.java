package hermes.system.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.system.Browser;
import hermes.system.SigningBackend;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One socket in several rooms, through the whole stack. */
@ResourceLock(WholeStack.SHARED)
final class SeveralRoomsIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    @Test
    void twoRoomsComeOverOneSocketAndAPageThatKnowsOneSeesNoDifference() {
        var home = STACK.newRoom();
        var project = new FurtherRoom(STACK);
        try (var browser = connect(home, project.id()); var plain = STACK.connect("9", home)) {
            browser.send(project.resume());
            assertThat(room(browser.next(), project).path("recovered").asBoolean()).isTrue();
            STACK.publish(project.id(), "in the project");
            STACK.publish(home, "at home");

            var received = browser.until(frame -> text(frame).equals("at home"));
            received.addAll(received.size() == 1 ? List.of(browser.next()) : List.of());
            assertThat(received).extracting(frame -> text(frame) + "|" + frame.path("room_id").asText())
                    .containsExactlyInAnyOrder("in the project|" + project.id(), "at home|");
            var own = received.stream().filter(frame -> !frame.has("room_id")).findFirst().orElseThrow();
            assertThat(plain.next()).isEqualTo(own);
        }
        Eventually.isTrue("the connection is forgotten in both rooms",
                () -> STACK.connectionIds(project.id()).isEmpty() && STACK.connectionIds(home).isEmpty());
    }

    @Test
    void roomThatIsGrantedWhileThePageIsOpenIsJoinedAndTakenBackAgain() {
        var home = STACK.newRoom();
        var ticket = new FurtherRoom(STACK);
        try (var browser = connect(home)) {
            browser.send(ticket.resume());
            assertThat(room(browser.next(), ticket).at("/error/code").asText()).isEqualTo("not_granted");
            STACK.publish(ticket.id(), "before");
            Eventually.isTrue("it is appended", STACK::queueIsEmpty);

            ticket.grant(Duration.ofMinutes(5));
            browser.send(ticket.resume());
            var joined = browser.next();
            assertThat(joined.path("notifications").path(0).path("room_id").asText()).isEqualTo(ticket.id());
            assertThat(text(joined.path("notifications").path(0))).isEqualTo("before");
            browser.send("{\"action\":\"sendMessage\",\"room_id\":\"%s\",\"data\":\"mine\",\"to\":[\"7\"]}"
                    .formatted(ticket.id()));
            assertThat(List.of(browser.next(), browser.next())).extracting(SeveralRoomsIT::text)
                    .contains("mine");

            ticket.takeBack("ungranted");
            var left = browser.next().path("left");
            assertThat(left.path("room_id").asText()).isEqualTo(ticket.id());
            assertThat(left.path("code").asText()).isEqualTo("ungranted");
            STACK.publish(ticket.id(), "after");
            STACK.publish(home, "still at home");
            assertThat(text(browser.next())).isEqualTo("still at home");
        }
    }

    private static Browser connect(String home, String... rooms) {
        return new Browser(STACK.webSocketUrl(), new SigningBackend(STACK, "7", home).tokenNaming(rooms));
    }

    private static JsonNode room(JsonNode answer, FurtherRoom room) {
        return answer.path("rooms").path(room.id());
    }

    private static String text(JsonNode frame) {
        return frame.path("data").asText();
    }
}
