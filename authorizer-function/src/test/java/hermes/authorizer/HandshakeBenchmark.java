package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/**
 * What the decision about a token takes when it comes to a process for the first time, and again: CPU time without the reads
 * of DynamoDB, at the cost of bcrypt that backends use. Not part of a build. Prints what it measures and fails beyond the
 * bound:
 *
 * <pre>{@code
 * mvn test -pl authorizer-function -am -Dtest=HandshakeBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class HandshakeBenchmark {
    private static final int ROUNDS = 41;
    private static final int LEAST_RATIO = 20;

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final SigningKeys keys = new SecretKeys(new FakeSecrets().with("jwt-secret", Jws.KEY),
            "jwt-secret",
            clock);
    private final Optional<TokenRow> row = Optional
            .of(new TokenRow(Optional.of(BCrypt.hashpw("secret", BCrypt.gensalt(10))), Optional.empty()));
    private final String token = Jws
            .signed("{\"user_id\":\"7\",\"room_id\":\"acme\",\"token\":\"secret\",\"exp\":%d}"
                    .formatted(Jws.NOW.getEpochSecond() + 3600));

    @Test
    void tokenThatComesAgainIsManyTimesCheaper() {
        var known = authorizer();
        micros(this::authorizer);

        double first = micros(this::authorizer);
        double again = micros(() -> known);

        System.out.printf(
                "a token: median %,.0f µs of CPU the first time, %,.0f µs again: %.0f times cheaper%n",
                first, again, first / again);
        assertThat(first / again).isGreaterThan(LEAST_RATIO);
    }

    private double micros(Supplier<Authorizer> authorizers) {
        var threads = ManagementFactory.getThreadMXBean();
        var micros = IntStream.range(0, ROUNDS).mapToDouble(_ -> {
            var authorizer = authorizers.get();
            long start = threads.getCurrentThreadCpuTime();
            assertThat(authorizer.decide(token)).isInstanceOf(Decision.Allow.class);
            return (threads.getCurrentThreadCpuTime() - start) / 1e3;
        }).toArray();
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }

    private Authorizer authorizer() {
        return new Authorizer(keys, new TokenVerifier(clock, Optional.empty()), (_, _) -> row);
    }
}
