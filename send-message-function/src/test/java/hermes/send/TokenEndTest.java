package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.LastFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection ends with its token. The connection "own=" is that of the messages, half an hour old. */
class TokenEndTest extends FunctionFixture {
    private static final String REFUSED = "{\"error\":{\"code\":\"token_expired\",\"message\":\"The token of this connection has expired. Connect again with a new one.\"},\"ref\":\"r\",\"data\":{}}";

    @ParameterizedTest
    @ValueSource(strings = {"sendMessage", "sendMessageToSQS", "resume", "inbox", "mark", "$default"})
    void nothingIsDoneForAMessageAfterTheEndAndTheConnectionIsClosed(String route) {
        connect("other=", "9");

        assertThat(message(route, clock.instant())).isEqualTo(REFUSED);

        assertThat(gateway.frames("own=")).containsExactly(LastFrame.TOKEN_EXPIRED.json());
        assertThat(gateway.closed()).containsExactly("own=");
        assertThat(gateway.frames("other=")).isEmpty();
        assertThat(received("NotificationQueue")).isEmpty();
        assertThat(connections.find("own=")).isEmpty();
    }

    @Test
    void messageBeforeTheEndIsHandled() {
        assertThat(message("sendMessage", clock.instant().plusSeconds(1))).startsWith("{\"ok\":true");
        assertThat(gateway.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 429, 500})
    void lastFrameThatCannotBeSentDoesNotKeepTheConnectionOpen(int status) {
        gateway.always("own=", status);

        assertThat(message("resume", clock.instant())).isEqualTo(REFUSED);

        assertThat(gateway.closed()).containsExactly("own=");
    }

    @Test
    void resumeStoresTheConnectionUpToTheEndOfItsToken() {
        var end = clock.instant().plusSeconds(60);

        assertThat(message("resume", end)).contains("\"room\":");

        assertThat(connections.find("own=").map(Connection::expiresAt))
                .contains(Instant.ofEpochSecond(end.getEpochSecond()));
    }

    @Test
    void deliveryPassesOverAConnectionWhoseTokenHasEndedAndClosesIt() {
        connections.put(Connection.since(CONNECTED, "over=", ROOM, "7").endingBy(clock.instant()));
        connections.put(
                Connection.since(CONNECTED, "open=", ROOM, "7").endingBy(clock.instant().plusSeconds(1)));

        invoke(function(),
                Events.batch(Events.record("m1", "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1}")));

        assertThat(gateway.frames("over=")).containsExactly(LastFrame.TOKEN_EXPIRED.json());
        assertThat(gateway.closed()).containsExactly("over=");
        assertThat(gateway.frames("open=")).singleElement().asString().contains("\"offset\":1");
        assertThat(rows()).containsExactly("open=");
    }

    /** API Gateway has closed it long ago. */
    @Test
    void connectionThatIsOverInAnyCaseIsOnlyForgotten() {
        connections.put(Connection.since(clock.instant().minus(Duration.ofHours(3)), "old=", ROOM, "7"));

        invoke(function(),
                Events.batch(Events.record("m1", "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1}")));

        assertThat(gateway.closed()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    private String message(String route, Instant tokenEnd) {
        var event = Events.message(route, "{\"action\":\"x\",\"data\":1,\"ref\":\"r\"}", ROOM, "7",
                CONNECTED);
        return frame(invoke(function(), event.replace("\"principalId\"",
                "\"expires_at\":\"%d\",\"principalId\"".formatted(tokenEnd.getEpochSecond()))));
    }

    private static List<String> rows() {
        return db.client().scan(scan -> scan.tableName(db.table("ConnectionsTable"))).items().stream()
                .map(item -> item.get("connection_id").s()).toList();
    }
}
