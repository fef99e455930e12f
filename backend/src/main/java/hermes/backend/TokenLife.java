package hermes.backend;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a token is good for connecting, and how long what it connects may stay. Immutable.
 *
 * @param token until a connection can be opened with it, from a second to 365 days
 * @param session of a connection, from a second on; empty: it ends with the token. In any case it ends after two hours
 */
public record TokenLife(Duration token, Optional<Duration> session) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws IllegalArgumentException if the token or the session is shorter or longer than that */
    public TokenLife {
        if (token.compareTo(SHORTEST) < 0 || token.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A lifetime of %s; expected one from %s to %s".formatted(token, SHORTEST, LONGEST));
        }
        session.filter(own -> own.compareTo(SHORTEST) < 0 || own.compareTo(LONGEST) > 0).ifPresent(own -> {
            throw new IllegalArgumentException(
                    "A session of %s; expected one from %s to %s".formatted(own, SHORTEST, LONGEST));
        });
    }

    /** A token whose connections end when it does. */
    public static TokenLife of(Duration token) {
        return new TokenLife(token, Optional.empty());
    }

    /** A ticket: good for a short time to connect with, and for longer to stay. */
    public static TokenLife ticket(Duration token, Duration session) {
        return new TokenLife(token, Optional.of(session));
    }
}
