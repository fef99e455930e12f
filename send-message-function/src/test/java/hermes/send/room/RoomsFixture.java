package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.grant.Grants;
import hermes.send.Events;
import hermes.send.FunctionFixture;
import hermes.send.InterceptedClients;
import hermes.send.SendMessageFunction;
import hermes.send.SentMessages;
import hermes.send.json.Json;
import hermes.send.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The whole function, and a connection of user 7 whose home room is acme and whose token names project-9. */
abstract class RoomsFixture extends FunctionFixture {
    static final String START = "{\"epoch\":\"\",\"offset\":0}";
    static final String PROJECT = "project-9";
    static final String TICKET = "ticket-3";
    static final long ISSUED = CONNECTED.getEpochSecond() - 60;

    final SentMessages sent = new SentMessages();
    SendMessageFunction function;
    Grants grants;
    List<String> tokenRooms = List.of(PROJECT);

    @BeforeEach
    void connected() {
        function = function(db.client(), InterceptedClients.sqs(queues, sent));
        grants = new Grants(db.client(), db.table("GrantsTable"), clock);
        connect("own=", "7");
    }

    /** What user 7 is answered. */
    Json ask(String route, String body) {
        return Json.parse(answer(route, body));
    }

    String answer(String route, String body) {
        return answer(function, route, body);
    }

    String answer(SendMessageFunction asked, String route, String body) {
        return frame(invoke(asked, event(route, body, "own=", "7")));
    }

    /** With what the authorizer says of a token that names rooms. */
    String event(String route, String body, String connection, String user) {
        var context = new JsonObject()
                .text("rooms",
                        "[" + String.join(",", tokenRooms.stream().map(JsonObject::quoted).toList()) + "]")
                .text("issued_at", Long.toString(ISSUED)).toString();
        return Events.message(route, body, connection, ROOM, user, CONNECTED).replace("\"principalId\"",
                context.substring(1, context.length() - 1) + ",\"principalId\"");
    }

    /** What is answered about these rooms. */
    Json resume(String rooms) {
        return ask("resume", "{\"rooms\":{%s}}".formatted(rooms)).at("rooms");
    }

    void join(String... rooms) {
        for (var room : rooms) {
            assertThat(resume("\"%s\":{}".formatted(room)).at(room).members()).containsKey("room");
        }
    }

    void grant(String room) {
        grants.grant("7", room, clock.instant().plus(Duration.ofHours(8)));
    }

    void publish(String room, String id) {
        publish(room, id, "");
    }

    void publish(String room, String id, String more) {
        queue("{\"user_id\":\"9\",\"room_id\":\"%s\",\"data\":\"%s\",\"id\":\"%s\"%s}".formatted(room, id, id,
                more));
    }

    void queue(String body) {
        assertThat(failures(invoke(function, Events.batch(Events.record("m", body))))).isEmpty();
    }

    void check(String room, String user) {
        queue("{\"hermes\":{\"version\":1,\"job\":\"check\",\"room\":\"%s\",\"user\":\"%s\"}}".formatted(room,
                user));
    }

    List<String> heard() {
        return gateway.frames("own=");
    }

    List<String> rows() {
        return db.client().scan(scan -> scan.tableName(db.table("ConnectionsTable"))).items().stream()
                .map(item -> item.get("connection_id").s()).toList();
    }

    static String code(Json answer) {
        return answer.at("error", "code").string();
    }

    static Connection home(String id, String user) {
        return Connection.since(CONNECTED, id, ROOM, user);
    }
}
