package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.JoinedRoom;
import hermes.send.FunctionFixture;
import hermes.send.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the home room is in a room that was joined, and says in which. */
class FurtherRoomTest extends RoomsFixture {

    @BeforeEach
    void joined() {
        join(PROJECT);
        connections.put(Connection.since(CONNECTED, "native=", PROJECT, "7"));
    }

    @Test
    void framesSayTheRoomToWhoJoinedItAndNotToWhoIsAtHomeThere() {
        publish(PROJECT, "a");
        publish(PROJECT, "b", ",\"to\":[\"7\"]");
        publish(PROJECT, "c", ",\"to\":[\"8\"]");
        publish(ROOM, "d");

        assertThat(heard()).hasSize(3);
        assertThat(heard().get(0)).startsWith(
                "{\"user_id\":\"9\",\"room_id\":\"project-9\",\"data\":\"a\",\"id\":\"a\",\"stream\":\"room\"");
        assertThat(heard().get(1)).contains("\"room_id\":\"project-9\"", "\"stream\":\"user\"");
        assertThat(heard().get(2)).startsWith("{\"user_id\":\"9\",\"data\":\"d\"");
        assertThat(gateway.frames("native=")).hasSize(2).noneMatch(frame -> frame.contains("room_id"));
    }

    @Test
    void whatWasMissedInAllRoomsComesInOneAnswer() {
        publish(PROJECT, "a");
        publish(PROJECT, "b", ",\"to\":[\"7\"]");
        publish(ROOM, "c");

        var answer = ask("resume",
                "{\"room\":%1$s,\"rooms\":{\"project-9\":{\"room\":%1$s,\"user\":%1$s}}}".formatted(START));

        assertThat(answer.at("notifications").elements()).extracting(Json::text)
                .containsExactly(heard().get(2), heard().get(0), heard().get(1));
        assertThat(answer.at("rooms", PROJECT, "recovered").text()).isEqualTo("true");
        assertThat(offset(answer.at("rooms", PROJECT))).isEqualTo(1);
        assertThat(lines()).contains("\"Recovered\":2");
    }

    @Test
    void oneRoomsLossTouchesNoOther() {
        publish(PROJECT, "a");

        var answer = ask("resume",
                "{\"room\":{\"epoch\":\"other\",\"offset\":1},\"rooms\":{\"project-9\":{\"room\":%s}}}"
                        .formatted(START));

        assertThat(answer.at("recovered").text()).isEqualTo("false");
        assertThat(answer.at("rooms", PROJECT, "recovered").text()).isEqualTo("true");
        assertThat(answer.at("notifications").elements()).hasSize(1);
    }

    @Test
    void roomForWhichNothingIsLeftOfTheAnswerIsToBeResumedAgainAndComesToAnEnd() {
        grant(TICKET);
        join(TICKET);
        for (int i = 0; i < 18; i++) {
            queue("{\"user_id\":9,\"room_id\":\"project-9\",\"id\":\"p%d\",\"data\":\"%s\"}".formatted(i,
                    "x".repeat(70_000)));
            queue("{\"user_id\":9,\"room_id\":\"ticket-3\",\"id\":\"t%d\",\"data\":\"%s\"}".formatted(i,
                    "x".repeat(70_000)));
        }
        var asked = "\"project-9\":{\"room\":%1$s},\"ticket-3\":{\"room\":%1$s}".formatted(START);

        var first = resume(asked);

        assertThat(first.at(PROJECT, "recovered").text()).isEqualTo("true");
        assertThat(code(first.at(TICKET))).isEqualTo("try_again");
        var second = resume("\"project-9\":{\"room\":%s},\"ticket-3\":{\"room\":%s}"
                .formatted(first.at(PROJECT, "room").text(), START));
        assertThat(second.at(TICKET, "recovered").text()).isEqualTo("true");
    }

    @Test
    void roomThatIsTooMuchByItselfIsLostWhereverItStands() {
        for (int i = 0; i < 32; i++) {
            queue("{\"user_id\":9,\"room_id\":\"project-9\",\"id\":\"p%d\",\"data\":\"%s\"}".formatted(i,
                    "x".repeat(70_000)));
        }

        assertThat(resume("\"project-9\":{\"room\":%s}".formatted(START)).at(PROJECT, "recovered").text())
                .isEqualTo("false");
    }

    @Test
    void browserSendsIntoTheRoom() {
        assertThat(answer("sendMessage", "{\"room_id\":\"project-9\",\"data\":\"hello\",\"ref\":\"r\"}"))
                .isEqualTo("{\"ok\":true,\"id\":\"7/r\",\"ref\":\"r\",\"data\":{}}");

        assertThat(heard()).singleElement().asString()
                .startsWith("{\"user_id\":\"7\",\"room_id\":\"project-9\",\"data\":\"hello\",\"id\":\"7/r\"");
        assertThat(gateway.frames("native=")).singleElement().asString()
                .startsWith("{\"user_id\":\"7\",\"data\":\"hello\"");
    }

    @Test
    void messagesTogetherGoEachToItsRoom() {
        connect("home=", "8");
        var own = "{\"messages\":[{\"data\":1,\"ref\":\"a\"},{\"data\":2,\"ref\":\"b\",\"room_id\":\"project-9\"}]}";
        var outer = "{\"room_id\":\"project-9\",\"messages\":[{\"data\":3,\"ref\":\"c\"},{\"data\":4,\"ref\":\"d\",\"room_id\":\"acme\"}]}";

        assertThat(answer("sendMessage", own)).contains("\"ok\":true");
        assertThat(answer("sendMessage", outer)).contains("\"ok\":true");

        assertThat(gateway.frames("native=")).extracting(FunctionFixture::idOf).containsExactly("7/b", "7/c");
        assertThat(gateway.frames("home=")).extracting(FunctionFixture::idOf).containsExactly("7/a", "7/d");
    }

    @Test
    void wayThroughTheQueueKeepsTheRoom() {
        answer("sendMessageToSQS", "{\"room_id\":\"project-9\",\"data\":1,\"ref\":\"r\"}");

        assertThat(received("NotificationQueue")).singleElement()
                .satisfies(message -> assertThat(message.body()).contains("\"room_id\":\"project-9\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendMessage", "sendMessageToSQS", "inbox", "mark"})
    void nothingIsDoneInARoomThatIsNotJoined(String route) {
        grant(TICKET);

        assertThat(code(ask(route,
                "{\"room_id\":\"ticket-3\",\"data\":1%s}"
                        .formatted(route.equals("mark") ? ",\"inbox\":{\"epoch\":\"e\"}" : ""))))
                .isEqualTo("not_joined");

        assertThat(received("NotificationQueue")).isEmpty();
        assertThat(db.client().scan(scan -> scan.tableName(db.table("NotificationsTable"))).items())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7.5", "{}"})
    void roomThatIsNoIdIsRefused(String room) {
        assertThat(code(ask("sendMessage", "{\"room_id\":%s,\"data\":1}".formatted(room))))
                .isEqualTo("invalid_room_id");
        assertThat(code(ask("leave", "{\"room_id\":%s}".formatted(room)))).isEqualTo("invalid_room_id");
    }

    @Test
    void whoMayOnlyListenSendsNowhere() {
        var event = event("sendMessage", "{\"room_id\":\"project-9\",\"data\":1}", "own=", "7")
                .replace("\"principalId\"", "\"send\":\"false\",\"principalId\"");

        assertThat(code(Json.parse(frame(invoke(function, event))))).isEqualTo("not_allowed");
    }

    @Test
    void inboxOfTheRoomIsOneOfItsOwn() {
        publish(PROJECT, "p", ",\"to\":[\"7\"],\"inbox\":true");
        publish(ROOM, "h", ",\"to\":[\"7\"],\"inbox\":true");

        var page = ask("inbox", "{\"room_id\":\"project-9\"}");
        var home = ask("inbox", "{}");

        assertThat(page.at("items").elements()).singleElement().satisfies(item -> {
            assertThat(item.at("id").string()).isEqualTo("p");
            assertThat(item.at("room_id").string()).isEqualTo(PROJECT);
        });
        assertThat(page.at("room_id").string()).isEqualTo(PROJECT);
        assertThat(home.at("items").elements()).singleElement()
                .satisfies(item -> assertThat(item.members()).doesNotContainKey("room_id"));
        assertThat(home.members()).doesNotContainKey("room_id");
    }

    @Test
    void stateSaysTheRoomToWhoJoinedItAndNotToWhoIsAtHomeThere() {
        connections.put(home("other=", "7"));
        connections.join(List
                .of(new JoinedRoom(home("other=", "7").joining(PROJECT, Instant.MAX), OptionalLong.empty())));
        publish(PROJECT, "p", ",\"to\":[\"7\"],\"inbox\":true");
        var epoch = Json.parse(heard().getFirst()).at("epoch").string();
        gateway.forgetPosts();

        var answer = ask("mark",
                "{\"room_id\":\"project-9\",\"inbox\":{\"epoch\":\"%s\",\"read\":[[1,1]]}}".formatted(epoch));

        assertThat(answer.at("room_id").string()).isEqualTo(PROJECT);
        assertThat(gateway.posts()).containsExactlyInAnyOrder("other=", "native=");
        assertThat(gateway.frames("other=").getLast())
                .startsWith("{\"room_id\":\"project-9\",\"state\":{\"version\":").endsWith("},\"data\":{}}");
        assertThat(gateway.frames("native=").getLast()).startsWith("{\"state\":");
    }

    @Test
    void resumeAsksForTheInboxOfEachRoom() {
        publish(PROJECT, "p", ",\"to\":[\"7\"],\"inbox\":true");

        var answer = ask("resume",
                "{\"state\":true,\"rooms\":{\"project-9\":{\"inbox\":%s}}}".formatted(START));

        assertThat(answer.at("state", "unread").text()).isEqualTo("0");
        assertThat(answer.at("rooms", PROJECT, "state", "unread").text()).isEqualTo("1");
        assertThat(answer.at("rooms", PROJECT, "inbox_recovered").text()).isEqualTo("true");
        assertThat(answer.at("notifications").elements()).extracting(Json::text).isEqualTo(heard());
    }

    @Test
    void whoCouldNotBeReachedGetsItAgainWithTheRoom() {
        gateway.always("own=", 500);
        publish(PROJECT, "a");
        gateway.heal("own=");

        queue(sent.bodies().getLast());

        assertThat(heard()).singleElement().asString().contains("\"room_id\":\"project-9\"");
    }

    @Test
    void whoHasLeftMeanwhileIsNotTriedAgain() {
        gateway.always("own=", 500);
        publish(PROJECT, "a");
        gateway.heal("own=");
        answer("leave", "{\"room_id\":\"project-9\"}");

        queue(sent.bodies().getLast());

        assertThat(heard()).isEmpty();
    }

    @Test
    void connectionThatIsGoneIsForgottenInAllRooms() {
        grant(TICKET);
        join(TICKET);
        gateway.always("own=", 410);

        publish(PROJECT, "a");

        assertThat(rows()).containsExactly("native=");
    }

    @Test
    void leftRoomIsSilentAndLeavingAgainIsNoMistake() {
        for (int i = 0; i < 2; i++) {
            assertThat(answer("leave", "{\"room_id\":\"project-9\",\"ref\":\"l\"}"))
                    .isEqualTo("{\"ok\":true,\"ref\":\"l\",\"data\":{}}");
        }
        publish(PROJECT, "a");

        assertThat(heard()).isEmpty();
        assertThat(code(ask("sendMessage", "{\"room_id\":\"project-9\",\"data\":1}")))
                .isEqualTo("not_joined");
    }

    @Test
    void homeRoomIsNotLeft() {
        assertThat(code(ask("leave", "{\"room_id\":\"acme\"}"))).isEqualTo("home_room");
        assertThat(code(ask("leave", "{}"))).isEqualTo("room_id_missing");
        publish(ROOM, "a");

        assertThat(heard()).hasSize(1);
    }

    private static long offset(Json room) {
        return Long.parseLong(room.at("room", "offset").text());
    }
}
