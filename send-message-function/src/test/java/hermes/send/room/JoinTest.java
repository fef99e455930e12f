package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.Events;
import hermes.send.InterceptedClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Who gets into a further room, and who does not. */
class JoinTest extends RoomsFixture {

    @Test
    void roomThatTheTokenNamesIsJoinedAndAnotherIsRefusedByName() {
        var rooms = resume("\"ticket-3\":{},\"project-9\":{}");

        assertThat(rooms.members().keySet()).containsExactly("ticket-3", "project-9");
        assertThat(code(rooms.at("ticket-3"))).isEqualTo("not_granted");
        assertThat(rooms.at("project-9").text())
                .isEqualTo("{\"room\":%s,\"user\":%s}".formatted(START, START));
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
    }

    @Test
    void roomThatIsGrantedIsJoinedUntilTheGrantEnds() {
        grants.grant("7", TICKET, clock.instant().plusSeconds(60));

        join(TICKET);

        assertThat(connections.find("own=", TICKET)).map(joined -> joined.connection().expiresAt())
                .contains(Events.SENT.plusSeconds(61));
    }

    @Test
    void grantOfAnotherUserIsNone() {
        grants.grant("8", TICKET, clock.instant().plusSeconds(60));

        assertThat(code(resume("\"ticket-3\":{}").at(TICKET))).isEqualTo("not_granted");
    }

    @Test
    void tokenFromBeforeTheRoomWasTakenBackGrantsItNoMore() {
        grants.takeBack("7", PROJECT);

        assertThat(code(resume("\"project-9\":{}").at(PROJECT))).isEqualTo("not_granted");
        assertThat(rows()).containsExactly("own=");
    }

    @Test
    void grantThatHasEndedIsNone() {
        grants.grant("7", TICKET, clock.instant());

        clock.advance(Duration.ofSeconds(1));

        assertThat(code(resume("\"ticket-3\":{}").at(TICKET))).isEqualTo("not_granted");
    }

    /** Whoever takes a room back looks for rows after that; a row that comes later has to be seen by who joins. */
    @Test
    void roomThatIsTakenBackWhileItIsJoinedIsNotJoined() {
        grant(TICKET);
        var between = new ExecutionInterceptor() {
            @Override
            public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof PutItemRequest put
                        && put.item().containsKey("connected_at")) {
                    grants.takeBack("7", TICKET);
                }
            }
        };
        var asked = function(InterceptedClients.dynamoDb(db, between), queues.client());

        assertThat(answer(asked, "resume", "{\"rooms\":{\"ticket-3\":{},\"project-9\":{}}}"))
                .contains("\"ticket-3\":{\"error\":{\"code\":\"not_granted\"", "\"project-9\":{\"room\"");
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
        assertThat(connections.find("own=", List.of(TICKET)).all()).containsExactly(PROJECT);
    }

    @Test
    void homeRoomIsNoFurtherRoom() {
        assertThat(code(resume("\"acme\":{},\"project-9\":{}").at(ROOM))).isEqualTo("home_room");
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
    }

    @Test
    void fiftyRoomsAreJoinedAndOneMoreIsRefusedUntilOneIsLeft() {
        tokenRooms = IntStream.range(0, 52).mapToObj(i -> "r" + i).toList();
        assertThat(resume(named(tokenRooms.subList(0, 50))).members().values())
                .allMatch(answer -> answer.members().containsKey("room"));

        assertThat(code(resume("\"r50\":{}").at("r50"))).isEqualTo("too_many_rooms");
        assertThat(resume("\"r49\":{}").at("r49").members()).containsKey("room");

        answer("leave", "{\"room_id\":\"r7\"}");
        var two = resume("\"r50\":{},\"r51\":{}");
        assertThat(two.at("r50").members()).containsKey("room");
        assertThat(code(two.at("r51"))).isEqualTo("too_many_rooms");
    }

    @Test
    void roomsWhoseGrantHasEndedTakeNoPlace() {
        var granted = IntStream.range(0, 50).mapToObj(i -> "g" + i).toList();
        granted.forEach(room -> grants.grant("7", room, clock.instant().plusSeconds(60)));
        resume(named(granted));
        clock.advance(Duration.ofMinutes(2));

        join(PROJECT);

        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
    }

    @Test
    void whoseRowWasLostIsStoredAgainInAllRoomsThatItNames() {
        grant(TICKET);
        join(PROJECT, TICKET);
        connections.put(home("own=", "7"));
        connections.remove("own=");

        resume("\"project-9\":{},\"ticket-3\":{}");

        assertThat(connections.find("own=", List.of(PROJECT, TICKET)).all())
                .containsExactlyInAnyOrder(PROJECT, TICKET);
        connections.remove("own=");
        assertThat(rows()).isEmpty();
    }

    @Test
    void whatNamesNoRoomsIsRefused() {
        assertThat(code(ask("resume", "{\"rooms\":{}}"))).isEqualTo("invalid_rooms");
    }

    private static String named(List<String> rooms) {
        Function<String, String> one = "\"%s\":{}"::formatted;
        return rooms.stream().map(one).collect(Collectors.joining(","));
    }
}
