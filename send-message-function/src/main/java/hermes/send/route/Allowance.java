package hermes.send.route;

import hermes.common.Connections;
import hermes.send.json.Refusal;
import hermes.send.json.RefusedException;
import hermes.send.stream.DynamoSpending;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How often somebody may do something that costs: some times at once, and once in a span of time in the long run. Each time
 * spends one span of the time that there is, of which somebody may be some ahead. Counted by one conditional write each; a
 * second tells apart those that come at the same moment. What is refused writes nothing. Thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate algorithm</a>
 */
public final class Allowance {
    static final int MESSAGES_AT_ONCE = 60;
    static final int MESSAGES_A_SECOND = 2;

    /**
     * Of a user in a room, whatever the number of connections: a new one would be a new allowance otherwise. Who has twenty
     * pages open after a broken network gets them whole within twenty seconds; what one user can have read in the long run
     * is a megabyte a second.
     */
    static final int CATCH_UPS_AT_ONCE = 10;
    static final int SECONDS_FOR_A_CATCH_UP = 2;

    /** Who was refused has spent so much at least, and is refused again without a call until enough time is over. */
    private final LatestMoments spentUntil = new LatestMoments();
    private final LatestMoments toldToWaitUntil = new LatestMoments();
    private final Spending spending;
    private final Clock clock;
    private final long spanMillis;
    private final long mostAheadMillis;
    private final String code;
    private final String sentence;

    /** Remembers up to when somebody has spent. */
    @FunctionalInterface
    private interface Spending {

        /** @return empty if it was moved from what is believed, or nobody is counted; else what it really is */
        OptionalLong spend(String who, long believed, long until);
    }

    private Allowance(Spending spending, Clock clock, int atOnce, Duration span, String code,
            String sentence) {
        this.spending = spending;
        this.clock = clock;
        this.spanMillis = span.toMillis();
        this.mostAheadMillis = atOnce * spanMillis;
        this.code = code;
        this.sentence = sentence;
    }

    /** Of what a connection sends. */
    public static Allowance ofMessages(Connections connections, Clock clock) {
        return new Allowance(connections::spend, clock, MESSAGES_AT_ONCE,
                Duration.ofSeconds(1).dividedBy(MESSAGES_A_SECOND), "too_many_messages",
                "This connection has sent too many messages; expected %d at once and %d a second in the long run. Send it again"
                        .formatted(MESSAGES_AT_ONCE, MESSAGES_A_SECOND));
    }

    /** Of what a user is sent again. */
    public static Allowance ofCatchUps(DynamoSpending spending, Clock clock) {
        return new Allowance(spending::spend, clock, CATCH_UPS_AT_ONCE,
                Duration.ofSeconds(SECONDS_FOR_A_CATCH_UP), "resume_too_often",
                "This user has caught up too often in this room; expected %d times at once and once in %d seconds in the long run. Resume again"
                        .formatted(CATCH_UPS_AT_ONCE, SECONDS_FOR_A_CATCH_UP));
    }

    /**
     * @param times that are counted, all of them or none; more than there are at once are taken when nothing is spent, and
     *        paid in full: what follows waits longer
     * @throws RefusedException with how long to wait
     */
    void spend(String who, int times) {
        long now = clock.millis();
        long cost = times * spanMillis;
        long needed = Math.min(cost, mostAheadMillis);
        var spent = OptionalLong.of(Math.max(now, spentUntil.of(who)));
        while (spent.isPresent()) {
            // Each round that is lost means that another was counted, so the rounds end.
            long believed = Math.max(now, spent.getAsLong());
            long ahead = believed + needed - now;
            if (ahead > mostAheadMillis) {
                spentUntil.remember(who, believed);
                throw refused(ahead - mostAheadMillis);
            }
            spent = spending.spend(who, believed, believed + cost);
        }
    }

    /**
     * Who was told to wait and does not costs no call.
     *
     * @throws RefusedException with how long the connection still has to wait
     */
    void checkPatience(String connection) {
        long millis = toldToWaitUntil.of(connection) - clock.millis();
        if (millis > 0) {
            throw refused(millis);
        }
    }

    /** @param refusal that the connection is told */
    void letWait(String connection, Refusal refusal) {
        refusal.retryAfter().ifPresent(
                seconds -> toldToWaitUntil.remember(connection, clock.millis() + seconds * 1_000));
    }

    private RefusedException refused(long millis) {
        long seconds = Math.ceilDiv(millis, 1_000);
        return new RefusedException(
                new Refusal(code, sentence + " after %d s.".formatted(seconds), OptionalLong.of(seconds)));
    }
}
