package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.inbox.Inboxes;
import hermes.send.Events;
import hermes.send.FunctionFixture;
import hermes.send.SendMessageFunction;
import hermes.send.json.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The whole function, and two devices of user 7 and one of user 9 in the room. */
abstract class InboxFixture extends FunctionFixture {
    static final String START = "{\"epoch\":\"\",\"offset\":0}";

    SendMessageFunction function;

    @BeforeEach
    void connected() {
        function = function();
        connect("left=", "7");
        connect("right=", "7");
        connect("other=", "9");
    }

    /** What a device of user 7 is answered. */
    Json ask(String device, String route, String body) {
        return ask(function, device, "7", route, body);
    }

    static Json ask(SendMessageFunction function, String device, String user, String route, String body) {
        return Json
                .parse(frame(invoke(function, Events.message(route, body, device, ROOM, user, CONNECTED))));
    }

    /** To user 7. */
    void notifyUser(String... ids) {
        for (String id : ids) {
            publish(id, ",\"to\":[7]");
        }
    }

    void announce(String... ids) {
        for (String id : ids) {
            publish(id, "");
        }
    }

    void publish(String id, String more) {
        publish(id, "\"backend\"", more);
    }

    void publish(String id, String author, String more) {
        var body = "{\"user_id\":%s,\"room_id\":\"%s\",\"data\":{\"type\":\"%s\"},\"id\":\"%s\",\"inbox\":true%s}"
                .formatted(author, ROOM, id, id, more);
        assertThat(failures(invoke(function, Events.batch(Events.record(id, body))))).isEmpty();
    }

    Json mark(String device, String body) {
        return ask(device, "mark", body);
    }

    /** Of user 7's own stream. */
    Json mark(String device, String what, String ref) {
        return mark(device,
                "{\"inbox\":{\"epoch\":\"%s\",%s},\"ref\":\"%s\"}".formatted(epoch("inbox"), what, ref));
    }

    Json state(String device) {
        return ask(device, "resume", "{\"state\":true}").at("state");
    }

    String epoch(String stream) {
        return state("left=").at(stream, "epoch").string();
    }

    static long number(Json json, String... names) {
        return Long.parseLong(json.at(names).text());
    }

    static List<String> ids(Json answer) {
        return answer.at("items").elements().stream().map(item -> item.at("id").string()).toList();
    }

    List<Json> frames(String connection) {
        return gateway.frames(connection).stream().map(Json::parse).toList();
    }

    Inboxes inboxes() {
        return new Inboxes(db.client(), db.table("InboxStatesTable"), db.table("NotificationsTable"), clock);
    }
}
