package hermes.system.faults.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not happen to an inbox, planted into one that is right otherwise. */
final class InboxCheckerTest {

    private final PlantedInbox inbox = new PlantedInbox();

    @Test
    void faultlessInboxIsFaultless() {
        inbox.marked(inbox.left, "a", "read", 2).told(inbox.left, inbox.right)
                .marked(inbox.right, "b", "read", 3).told(inbox.right)
                .marked(inbox.left, "c", "unread", 2).expired(1).told(inbox.left, inbox.right)
                .listed(inbox.left).listed(inbox.right);

        assertThat(inbox.violations(1)).isEmpty();
    }

    @Test
    void lostStateFrameIsFound() {
        inbox.told(inbox.right).marked(inbox.left, "a", "read", 2).told(inbox.left).listed(inbox.left)
                .listed(inbox.right);

        assertThat(inbox.violations(0)).singleElement().asString()
                .startsWith("right, inbox: shows 5 unread and 5 unseen").contains("expected 4 and 4");
    }

    @Test
    void markThatIsRememberedTwiceIsFound() {
        inbox.marked(inbox.left, "a", "unread", 2).marked(inbox.right, "b", "read", 2)
                .stored("a", "unread", 2).told(inbox.left, inbox.right).listed(inbox.left)
                .listed(inbox.right);

        assertThat(inbox.violations(0)).contains("the inbox has mark a twice");
    }

    /** As if the server did what a repeated mark says, and kept no second note of it. */
    @Test
    void markThatIsAppliedTwiceIsFound() {
        inbox.marked(inbox.left, "a", "unread", 2).marked(inbox.right, "b", "read", 2);
        var appliedTwice = inbox.state().put("version", 4).put("unread", 5).put("unseen", 5);
        appliedTwice.withObject("inbox").putArray("read");
        inbox.listed(inbox.left).listed(inbox.right);
        List.of(inbox.left, inbox.right).forEach(device -> device.told(appliedTwice));

        assertThat(inbox.violations(0)).hasSize(2).allSatisfy(violation -> assertThat(violation)
                .contains("inbox: shows 5 unread and 5 unseen", "expected 4 and 4"));
    }

    @Test
    void oldVersionThatWinsInTheTableIsFound() {
        inbox.marked(inbox.left, "a", "read", 2).told(inbox.left, inbox.right).listed(inbox.left)
                .listed(inbox.right).journal.stored(1, 0, List.of());

        assertThat(inbox.violations(0)).contains(
                "the inbox went back from version 2 to 1: an old one has won",
                "the inbox has the marks [], where it had [a] before: an old version has won, or 32 marks were not looked at");
    }

    @Test
    void markThatAnOldVersionHasWipedOutIsFound() {
        inbox.made(inbox.left, "a", "read", 2).made(inbox.right, "b", "read", 3);
        inbox.journal.stored(2, 0, List.of("a"));
        inbox.journal.stored(3, 0, List.of("b"));
        inbox.told(inbox.left, inbox.right).listed(inbox.left).listed(inbox.right);

        assertThat(inbox.violations(0))
                .anyMatch(violation -> violation.startsWith("the inbox has the marks [b]"));
    }

    @Test
    void markThatIsAcknowledgedAndNotMadeIsFound() {
        inbox.made(inbox.left, "a", "read", 2).told(inbox.left, inbox.right).listed(inbox.left)
                .listed(inbox.right);

        assertThat(inbox.violations(0)).singleElement().asString().startsWith("a of left")
                .endsWith("was never made, but acknowledged");
    }

    @Test
    void twoStatesOfOneVersionAreFound() {
        inbox.marked(inbox.left, "a", "read", 2).told(inbox.left);
        var other = inbox.state();
        other.withObject("inbox").withArray("archived").addArray().add(2).add(2);
        inbox.right.told(other);
        inbox.listed(inbox.left).listed(inbox.right);

        assertThat(inbox.violations(0)).anyMatch(violation -> violation.startsWith("right was told"));
    }

    @Test
    void expiredItemThatIsCountedIsFound() {
        inbox.told(inbox.left, inbox.right).listed(inbox.left).listed(inbox.right);

        assertThat(inbox.violations(2)).contains(
                "left lists [5, 4, 3, 2, 1] of inbox as all; expected [5, 4, 3]: [] missing, [2, 1] too many")
                .anyMatch(violation -> violation.startsWith("right, inbox: shows 5 unread")
                        && violation.contains("expected 3 and 3"));
    }

    @Test
    void missingItemIsFound() {
        inbox.told(inbox.left, inbox.right).listed(inbox.left).listed(inbox.right, 4);

        assertThat(inbox.violations(0)).contains(
                "right lists [5, 3, 2, 1] of inbox as all; expected [5, 4, 3, 2, 1]: [4] missing, [] too many");
    }

    @Test
    void badgeThatItsRangesDoNotBearOutIsFound() {
        inbox.right.told(inbox.state().put("unread", 9));
        inbox.told(inbox.left, inbox.right).listed(inbox.left).listed(inbox.right);

        assertThat(inbox.violations(0)).singleElement().isEqualTo(
                "right: version 1 says unread 9 and unseen 5, but its ranges leave 5 and 5");
    }
}
