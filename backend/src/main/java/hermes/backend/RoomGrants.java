package hermes.backend;

import java.time.Duration;

/**
 * Lets users into further rooms beside that of their token, and out again, while their pages are open. Thread-safe. An
 * interface, so that tests can stand in for it and containers can wrap it; methods may be added to it.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a user or room that no stack would take, and
 * {@link HermesException} if AWS fails.
 *
 * @see Hermes#grants()
 */
public interface RoomGrants {

    /**
     * Lets the user join the room and be in it for so long, over what was granted or taken back before. The page joins
     * when it hears of it, by a notification to the user, say.
     *
     * @param time from a second to 365 days
     */
    void grant(String user, String room, Duration time);

    /**
     * Takes the room back, whether a grant or a token named it: nobody joins with those any more, and the user's connections
     * are put out of the room within seconds. They keep their other rooms, and those at home in this room stay: for them
     * {@link Tokens#revoke}. If it throws, it may be done in part; repeating it changes nothing more.
     */
    void ungrant(String user, String room);
}
