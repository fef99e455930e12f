package hermes.backend;

import hermes.common.LeftFrame;
import hermes.common.grant.Grants;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Grants in the table of a stack; whoever has lost one is put out by a job on its queue. Thread-safe. */
final class StoredGrants implements RoomGrants {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Grants grants;
    private final Jobs jobs;
    private final InstantSource clock;

    StoredGrants(Grants grants, Jobs jobs, InstantSource clock) {
        this.grants = grants;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void grant(String user, String room, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A grant for %s; expected a time from %s to %s".formatted(time, SHORTEST, LONGEST));
        }
        attempt("grant", user, room, () -> grants.grant(user, room, clock.instant().plus(time)));
    }

    @Override
    public void ungrant(String user, String room) {
        takeBack(user, room, LeftFrame.UNGRANTED);
    }

    /** @param why the user's clients are told */
    void takeBack(String user, String room, LeftFrame why) {
        attempt("take back", user, room, () -> {
            grants.takeBack(user, room);
            // Behind the item: who joins in between is seen by this, or sees the item.
            jobs.send("check", user, room, ",\"code\":\"" + why.code() + "\"");
        });
    }

    private static void attempt(String what, String user, String room, Runnable call) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        try {
            call.run();
        } catch (SdkException e) {
            throw new HermesException("Could not %s room %s for user %s: %s".formatted(what, room, user,
                    e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "grants by " + jobs;
    }
}
