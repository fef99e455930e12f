package hermes.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.system.Browser;
import hermes.testing.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who is connected, and how to end that. */
abstract class ConnectionCommands extends OperatorCommands {

    @Test
    void connectionsTellWhoIsConnectedSinceWhen() {
        var before = Instant.now().minusSeconds(5);
        try (var _ = STACK.connect("7", room); var _ = STACK.connect("9", room)) {
            var found = hermes("connections", "--room", room, "--json").jsonLines();

            assertThat(found).extracting(connection -> connection.path("user").asText()).containsExactly("7",
                    "9");
            assertThat(found)
                    .allSatisfy(
                            connection -> assertThat(Instant.parse(connection.path("connectedAt").asText()))
                                    .isAfter(before));
            assertThat(hermes("connections").out()).contains(room)
                    .contains(found.getFirst().path("connection").asText());
        }
    }

    /** Nor is anybody asked whether nobody is to be disconnected. */
    @Test
    void emptyRoomIsToldInASentence() {
        var nobody = new CommandRun(0, "Nobody is connected to room " + room + ".\n", "");

        assertThat(hermes("connections", "--room", room)).isEqualTo(nobody);
        assertThat(hermes("kick", "--room", room)).isEqualTo(nobody);
        assertThat(hermes("kick", "--room", room, "--user", "7").out())
                .isEqualTo("User 7 is not connected to room " + room + ".\n");
        assertThat(hermes("revoke", "--room", room, "--user", "7", "--watch", "1s", "--yes", "--json").json())
                .isEqualTo(Json.object().put("revoked", true).put("closed", 0).put("gone", 0)
                        .put("connecting", 0).put("sure", true));
    }

    @Test
    void kickClosesTheUserAndNobodyElse() {
        try (var kicked = STACK.connect("7", room); var other = STACK.connect("9", room)) {
            var run = hermes("kick", "--room", room, "--user", "7", "--yes", "--json");

            assertThat(run.json().path("closed").asInt()).as(run.err()).isEqualTo(1);
            Eventually.isTrue("user 7 is disconnected", kicked::isClosed);
            assertThat(kicked.next().path("close").path("return").asText()).isEqualTo("no");
            Eventually.isTrue("its row is gone", () -> STACK.connectionIds(room).size() == 1);
            STACK.publish(room, "still here");
            assertThat(other.next().path("data").asText()).isEqualTo("still here");
        }
    }

    @Test
    void kickForgetsWhoIsGone() {
        putRow(Instant.now().minus(Duration.ofMinutes(5)));

        assertThat(hermes("kick", "--room", room, "--yes", "--json").json())
                .isEqualTo(Json.object().put("closed", 0).put("gone", 1).put("connecting", 0));

        assertThat(STACK.connectionIds(room)).isEmpty();
    }

    /** Before a handshake is over, @connections says 410 for the connection that it is about to open. */
    @Test
    void kickLeavesTheRowOfWhoIsJustConnecting() {
        putRow(Instant.now());

        assertThat(hermes("kick", "--room", room, "--yes").out()).contains("Just connecting, not closed: 1");

        assertThat(STACK.connectionIds(room)).hasSize(1);
    }

    @Test
    void revokedUserIsOutAndStaysOut() {
        var token = STACK.token("7", room);
        try (var browser = new Browser(STACK.webSocketUrl(), token)) {
            var run = hermes("revoke", "--room", room, "--user", "7", "--watch", "1s", "--yes");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Revoked").contains("Closed: 1");
            Eventually.isTrue("user 7 is disconnected", browser::isClosed);
            assertThat(browser.next().path("close").path("code").asText()).isEqualTo("revoked");
        }
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(403);
    }

    /** With fewer rights, which the token before would otherwise give back. */
    @Test
    void nextTokenLetsTheUserInAgainAndNotTheRevokedOne() {
        var revoked = STACK.token("7", room);
        hermes("revoke", "--room", room, "--user", "7", "--watch", "1s", "--yes");
        var next = hermes("token", "--room", room, "--user", "7", "--listen-only").out().strip();

        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + next)).isEqualTo(101);
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + revoked)).isEqualTo(403);
    }

    /** Of a connection that the gateway does not have. */
    private void putRow(Instant connectedAt) {
        new DynamoConnections(STACK.aws().dynamoDb(), STACK.output("ConnectionsTableName"),
                Clock.systemUTC())
                .put(Connection.since(connectedAt, "BmDf3fo-6awC3to=", room, "7"));
    }
}
