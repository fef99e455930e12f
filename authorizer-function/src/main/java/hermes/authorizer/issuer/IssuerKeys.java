package hermes.authorizer.issuer;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The issuer's keys as last read, which go on being used while they cannot be read again. How often they are read does
 * not depend on what is thrown at it. Thread-safe.
 */
public final class IssuerKeys {

    /** A key that the issuer has taken back is accepted for this long at most, while the issuer answers. */
    static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    /** What a flood of unknown keys can cost, and how often an issuer that does not answer is asked. */
    static final Duration BETWEEN_SEARCHES = Duration.ofMinutes(1);

    /** Without any key nobody can connect, so the first ones are worth more attempts. */
    static final Duration BETWEEN_FIRST_ATTEMPTS = Duration.ofSeconds(5);

    private final Supplier<KeySet> source;
    private final Clock clock;
    private Optional<KeySet> known = Optional.empty();
    private Optional<IssuerUnavailableException> failure = Optional.empty();
    private Instant staleAt = Instant.MIN;
    private Instant searchableAt = Instant.MIN;

    /** @param source reads the keys, or throws {@link IssuerUnavailableException} */
    public IssuerKeys(Supplier<KeySet> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The keys as last read, at most some minutes old if the issuer answers.
     *
     * @throws IssuerUnavailableException if none have ever been read
     */
    public synchronized KeySet current() {
        if (!clock.instant().isBefore(staleAt)) {
            read();
        }
        return known.orElseThrow(this::unknown);
    }

    /**
     * The keys as they are now, for a token that those before do not fit.
     *
     * @return empty if they were searched too short a time ago, and that was answered
     * @throws IssuerUnavailableException if the issuer did not answer: the token's key may be a new one
     */
    public synchronized Optional<KeySet> renewed() {
        boolean searched = !clock.instant().isBefore(searchableAt);
        if (searched) {
            searchableAt = clock.instant().plus(BETWEEN_SEARCHES);
            read();
        }
        if (failure.isPresent()) {
            throw unknown();
        }
        return known.filter(_ -> searched);
    }

    private void read() {
        try {
            known = Optional.of(source.get());
            failure = Optional.empty();
            staleAt = clock.instant().plus(LONGEST_AGE);
        } catch (IssuerUnavailableException e) {
            failure = Optional.of(e);
            var pause = known.isPresent() ? BETWEEN_SEARCHES : BETWEEN_FIRST_ATTEMPTS;
            staleAt = clock.instant().plus(pause);
            searchableAt = staleAt;
            LambdaRuntime.getLogger().log("%s; %s. Next attempt in %d s".formatted(e.getMessage(),
                    known.isPresent()
                            ? "the keys that are known go on"
                            : "no key is known, nobody can connect",
                    pause.toSeconds()), LogLevel.WARN);
        }
    }

    private IssuerUnavailableException unknown() {
        return new IssuerUnavailableException(
                "Nothing can be said of this token: " + failure.orElseThrow().getMessage(),
                failure.get());
    }
}
