package hermes.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the stack must not do in a further room, planted into books that are right otherwise. */
final class RoomCheckerTest {

    private static final String NOT_GRANTED = "{\"error\":{\"code\":\"not_granted\",\"message\":\"\"}}";

    private final PlantedHistory history = PlantedHistory.ofFurtherRoom();

    @Test
    void faultlessHistoryIsFaultless() {
        history.granted().joined().published(1, 2).appended(1, 2).received(2, 1).left().published(3)
                .appended(3).joined().received(3).putOutRightly().published(4).appended(4);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void frameThatWasOnItsWayWhenTheRoomWasLeftIsNoMistake() {
        history.granted().joined().published(1).appended(1).left().received(1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void frameOfARoomThatWasLeftIsFound() {
        history.granted().joined().left().published(1).appended(1).received(1);

        assertThat(history.violations()).singleElement().isEqualTo(
                "home/steady/1 got p-1 of room#r, which it had left, or not joined, before that was published");
    }

    @Test
    void frameOfARoomThatWasNeverJoinedIsFound() {
        history.granted().published(1).appended(1).received(1);

        assertThat(history.violations()).singleElement().asString().contains("p-1", "or not joined");
    }

    @Test
    void frameOfARoomThatWasNeverGrantedIsFound() {
        history.published(1).appended(1).joins().received(1).answered(NOT_GRANTED);

        assertThat(history.violations()).singleElement()
                .isEqualTo("home/steady/1 got p-1 of room#r, which was not granted");
    }

    @Test
    void frameOfARoomThatWasTakenBackIsFoundThoughItsClientWasNotTold() {
        history.granted().joined().takenBack().published(1).appended(1).received(1);

        assertThat(history.violations()).singleElement()
                .isEqualTo("home/steady/1 got p-1 of room#r, which was not granted");
    }

    @Test
    void whatWasMissedMeanwhileMayComeWhenTheRoomIsGrantedAgain() {
        history.granted().joined().putOutRightly().published(1).appended(1).granted().joins().received(1)
                .answered(
                        "{\"recovered\":true,\"room\":{\"epoch\":\"e\",\"offset\":1},\"user\":{\"epoch\":\"\",\"offset\":0}}");

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void joinWithoutAGrantIsFound() {
        history.joined();

        assertThat(history.violations()).singleElement().asString()
                .startsWith("home/steady/1: joined r, against the grants");
    }

    @Test
    void whoIsInARoomMayStayUntilItsTakingBackIsEffective() {
        history.granted().joined().takenBackUnseen().joined();

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void whoStaysInARoomAfterThatIsFound() {
        history.granted().joined().takenBack().joined();

        assertThat(history.violations()).singleElement().asString()
                .startsWith("home/steady/1: joined r, against the grants");
    }

    @Test
    void refusalInSpiteOfAGrantIsFound() {
        history.granted().joins().answered(NOT_GRANTED);

        assertThat(history.violations()).singleElement().asString()
                .startsWith("home/steady/1: was refused r, against the grants");
    }

    @Test
    void expulsionInSpiteOfAGrantIsFound() {
        history.granted().connected().joined().putOut();

        assertThat(history.violations()).singleElement().asString()
                .startsWith("home/steady/1: was put out of r, against the grants");
    }

    @Test
    void clientThatLacksTheLastOfARoomThatItIsInIsFound() {
        history.granted().joined().published(1, 2).appended(1, 2).received(1);

        assertThat(history.violations()).singleElement()
                .isEqualTo("home/steady/1 has room#r up to 1, but the head is 2");
    }

    @Test
    void frameOfAnotherRoomIsFound() {
        history.client.receive("{\"room_id\":\"elsewhere\",\"stream\":\"room\",\"offset\":1}");

        assertThat(history.violations()).singleElement().asString()
                .startsWith("home/steady/1: a frame of another room or stream");
    }
}
