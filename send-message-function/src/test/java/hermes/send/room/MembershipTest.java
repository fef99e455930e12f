package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.JoinedRoom;
import hermes.common.LeftFrame;
import hermes.send.FunctionFixture;
import hermes.send.delivery.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who stays in a further room, and who is put out of it. */
class MembershipTest extends RoomsFixture {

    @BeforeEach
    void joined() {
        grants.grant("7", TICKET, clock.instant().plusSeconds(60));
        join(PROJECT, TICKET);
    }

    @Test
    void roomThatWasTakenBackEndsThereAndThenAndTheOthersStay() {
        grants.takeBack("7", TICKET);
        check(TICKET, "7");

        publish(TICKET, "a");
        publish(PROJECT, "b");
        publish(ROOM, "c");

        assertThat(heard().getFirst()).isEqualTo(LeftFrame.UNGRANTED.json(TICKET));
        assertThat(heard().subList(1, 3)).extracting(FunctionFixture::idOf).containsExactly("b", "c");
        assertThat(heard()).hasSize(3);
        assertThat(lines()).contains("\"event\":\"left\"");
    }

    @Test
    void roomThatTheTokenNamesIsTakenBackAsWell() {
        grants.takeBack("7", PROJECT);
        queue("{\"hermes\":{\"version\":1,\"job\":\"check\",\"room\":\"project-9\",\"user\":\"7\",\"code\":\"revoked\"}}");

        assertThat(heard()).containsExactly(LeftFrame.REVOKED.json(PROJECT));
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#ticket-3");
    }

    @Test
    void checkTakesFromNobodyWhatIsGranted() {
        connect("native=", TICKET, "7");

        check(TICKET, "7");
        check(PROJECT, "7");
        check(ROOM, "7");
        check("nowhere", "nobody");

        assertThat(heard()).isEmpty();
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#ticket-3", "own=#project-9", "native=");
    }

    @Test
    void whoIsAtHomeInTheRoomStaysWhateverWasTakenBack() {
        connect("native=", TICKET, "7");
        grants.takeBack("7", TICKET);

        check(TICKET, "7");

        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9", "native=");
        assertThat(gateway.frames("native=")).isEmpty();
    }

    /** The index of connections is behind: who joined in this moment is seen by the second check. */
    @Test
    void checkIsRepeatedOnceAfterSomeSeconds() {
        check(TICKET, "7");

        assertThat(sent.jobs()).containsExactly(new Job.Check(TICKET, "7", LeftFrame.UNGRANTED, 2));
        assertThat(sent.delays()).containsExactly(5);
        assertThat(sent.groups()).containsExactly(TICKET);
        queue(sent.bodies().getLast());
        assertThat(sent.bodies()).hasSize(1);
    }

    @Test
    void grantThatEndsIsNoticedByTheNextDeliveryAndTold() {
        clock.advance(Duration.ofMinutes(2));

        publish(TICKET, "a");

        assertThat(heard()).containsExactly(LeftFrame.GRANT_EXPIRED.json(TICKET));
        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
        assertThat(gateway.closed()).isEmpty();
    }

    @Test
    void grantThatWasProlongedIsNoticedByTheNextDeliveryAsWell() {
        grants.grant("7", TICKET, clock.instant().plusSeconds(3600));
        clock.advance(Duration.ofMinutes(2));

        publish(TICKET, "a");
        publish(TICKET, "b");

        assertThat(heard()).extracting(FunctionFixture::idOf).containsExactly("a", "b");
    }

    @Test
    void resumeOfARoomWhoseGrantHasEndedSaysSo() {
        clock.advance(Duration.ofMinutes(2));

        assertThat(code(resume("\"ticket-3\":{}").at(TICKET))).isEqualTo("not_granted");

        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
        assertThat(connections.find("own=", List.of(TICKET)).all()).containsExactly(PROJECT);
    }

    @Test
    void connectionWhoseTokenHasEndedIsToldNothingOfARoom() {
        connections.remove("own=");
        connections.put(home("own=", "7").endingBy(clock.instant().plusSeconds(30)));
        connections.join(List.of(new JoinedRoom(
                home("own=", "7").endingBy(clock.instant().plusSeconds(30)).joining(PROJECT, Instant.MAX),
                OptionalLong.of(ISSUED))));
        clock.advance(Duration.ofMinutes(1));

        publish(PROJECT, "a");
        assertThat(heard()).isEmpty();

        publish(ROOM, "b");
        assertThat(gateway.closed()).containsExactly("own=");
    }

    @Test
    void clientThatCannotBeToldIsPutOutAllTheSame() {
        gateway.always("own=", 500);
        grants.takeBack("7", TICKET);

        check(TICKET, "7");

        assertThat(rows()).containsExactlyInAnyOrder("own=", "own=#project-9");
    }
}
