package hermes.send.route;

import hermes.common.Connections;
import hermes.send.json.Refusal;
import hermes.send.json.RefusedException;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * How much a connection may send: 60 messages at once, and two a second in the long run. Each spends half a second of the
 * time that a connection has, of which it may be half a minute ahead. Counted by one conditional write for those that come
 * together; a second tells apart what is sent in quick succession. Thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate algorithm</a>
 */
public final class MessageAllowance {
    static final int MESSAGES_AT_ONCE = 60;
    static final int MESSAGES_A_SECOND = 2;

    private static final long COST_MILLIS = 1_000 / MESSAGES_A_SECOND;
    private static final long MOST_AHEAD_MILLIS = MESSAGES_AT_ONCE * COST_MILLIS;

    private final Connections connections;
    private final Clock clock;

    public MessageAllowance(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * @param messages that are sent together; all of them are counted, or none
     * @throws RefusedException with the code {@code too_many_messages} and how long to wait
     */
    void spend(String connection, int messages) {
        long cost = messages * COST_MILLIS;
        long now = clock.millis();
        var spent = OptionalLong.of(now);
        while (spent.isPresent()) {
            // Each round that is lost means that another message was counted, so the rounds end.
            long believed = Math.max(now, spent.getAsLong());
            long ahead = believed + cost - now;
            if (ahead > MOST_AHEAD_MILLIS) {
                throw refused(ahead - MOST_AHEAD_MILLIS);
            }
            spent = connections.spend(connection, believed, believed + cost);
        }
    }

    private static RefusedException refused(long millis) {
        long seconds = (millis + 999) / 1_000;
        return new RefusedException(new Refusal("too_many_messages",
                "This connection has sent too many messages; expected %d at once and %d a second in the long run. Send it again after %d s."
                        .formatted(MESSAGES_AT_ONCE, MESSAGES_A_SECOND, seconds),
                OptionalLong.of(seconds)));
    }
}
