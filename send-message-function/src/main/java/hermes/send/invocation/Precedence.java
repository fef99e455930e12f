package hermes.send.invocation;

import java.time.Duration;

/**
 * How long to wait where only one of many can win, and somebody always does: drawn from a span that shrinks with each
 * attempt that was lost, so that those who have lost most often go first and nobody starves. A {@link Backoff} is wrong
 * there: whoever has just come would go before whoever has waited long. After the first there is no wait: it may have been
 * lost long ago, to someone who was there since this instance has looked last. Immutable.
 *
 * @param first the longest wait, after the second attempt
 */
public record Precedence(Duration first) implements DelayPolicy {

    @Override
    public Duration delay(int attempt, double random) {
        return attempt == 1
                ? Duration.ZERO
                : Duration.ofNanos((long) (first.toNanos() * random / (attempt - 1)));
    }
}
