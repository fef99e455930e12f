package hermes.send.route;

import hermes.common.inbox.InboxView;

/**
 * What a client missed in its inbox, and what is in it now. Immutable.
 *
 * @param view taken before what was missed was read, so with it the client has everything up to the heads in it
 */
record MissedInInbox(InboxView view, CatchUpOutcome inbox, CatchUpOutcome announcements) {

    boolean recovered() {
        return CatchUpOutcome.isWhole(inbox, announcements);
    }
}
