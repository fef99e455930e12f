package hermes.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the stack must not do, planted into books that are right otherwise: it would not be found in the stack either. */
final class CheckerTest {

    private final PlantedHistory history = new PlantedHistory();

    @Test
    void faultlessHistoryIsFaultless() {
        history.published(1, 2, 3).appended(1, 2, 3).received(1, 2, 3);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void framesMayOvertakeEachOther() {
        history.published(1, 2, 3).appended(1, 2, 3).received(2, 1, 3, 2);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void swapOfTwoAppendsIsFoundInTheStreamAndAtTheClient() {
        history.published(1, 2, 3).appended(1, 3, 2).received(1, 2, 3);

        assertThat(history.violations()).containsExactlyInAnyOrder("room#r has p's number 2 behind 3",
                "r/steady/1 got of room#r p's number 2 behind 3");
    }

    /** As if what follows a failed record in its group were not held back. */
    @Test
    void recordThatCameAgainBehindItsGroupIsFound() {
        history.published(1, 2, 3, 4).appended(2, 3, 1, 4).received(1, 2, 3, 4);

        assertThat(history.violations()).contains("room#r has p's number 1 behind 3");
    }

    @Test
    void lostRecordIsFound() {
        history.published(1, 2, 3).appended(1, 3).received(1, 2);

        assertThat(history.violations()).singleElement().asString().contains("id=p-2", "is nowhere");
    }

    @Test
    void doubledRecordIsFound() {
        history.published(1, 2).appended(1, 2, 2).received(1, 2, 3);

        assertThat(history.violations()).contains("room#r has id p-2 at 2 and 3");
    }

    @Test
    void whatWasNeverPublishedIsFound() {
        history.published(1).appended(1, 2).received(1, 2);

        assertThat(history.violations()).contains("room#r, offset 2: what was published there is null");
    }

    @Test
    void frameThatNobodyAppendedIsFound() {
        history.published(1, 2).appended(1).received(1).receivedAt(2, 2);

        assertThat(history.violations())
                .anyMatch(violation -> violation.startsWith("r/steady/1 got {\"id\":\"p-2\""));
    }

    @Test
    void clientThatLacksTheLastIsFound() {
        history.published(1, 2).appended(1, 2).received(1);

        assertThat(history.violations()).containsExactlyInAnyOrder(
                "r/steady/1 has room#r up to 1, but the head is 2",
                "r/steady/1 was always connected, but offset 2 of room#r, p-2, was never posted to it");
    }

    @Test
    void whatIsADeadLetterIsNotLost() {
        history.published(1, 2).appended(2).received(1);

        assertThat(history.violations(Message.builder().messageId("m").body("{\"id\":\"p-1\"}").build()))
                .isEmpty();
    }

    @Test
    void whatWasRefusedIsNotLost() {
        history.published(1, 2).appended(2).received(1).ledger.refused(PlantedHistory.id(1));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void whatItsSenderDoesNotKnowToBeTakenNeedNotBePostedBeforeTheResume() {
        history.published(1, 2).appended(1, 2).received(1).ledger.unconfirmed(PlantedHistory.id(2));

        assertThat(history.violations()).containsExactly("r/steady/1 has room#r up to 1, but the head is 2");
    }

    @Test
    void whatItsSenderKnowsToBeTakenIsPosted() {
        history.published(1, 2).appended(1, 2).received(1).ledger.unconfirmed(PlantedHistory.id(2));
        history.ledger.confirmed(PlantedHistory.id(2));

        assertThat(history.violations()).contains(
                "r/steady/1 was always connected, but offset 2 of room#r, p-2, was never posted to it");
    }

    @Test
    void whoWaitedLongerIsFound() {
        var waits = new Waits(history.ledger);

        waits.add(history.published(1).appended(1).received(1).client);

        assertThat(waits.longerThan(Duration.ofMinutes(1))).isEmpty();
        assertThat(waits.longerThan(Duration.ZERO)).singleElement().asString()
                .startsWith("r/steady/1 waited 0").contains("id=p-1");
    }
}
