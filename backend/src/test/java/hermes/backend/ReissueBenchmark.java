package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.DynamoDbExtension;
import hermes.testing.FakeSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the second token of a user in a room takes, compared with the first. Not part of a build, as it says nothing on a
 * busy machine. Prints what it measures and fails beyond the bound:
 *
 * <pre>{@code
 * mvn test -pl backend -am -Dtest=ReissueBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class ReissueBenchmark {
    private static final int TOKENS = 25;
    private static final int LEAST_RATIO = 5;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    @Test
    void tokenIssuedAgainIsManyTimesCheaper() {
        var secrets = new FakeSecrets().with("key", "k".repeat(64)).with("passcode", "pass");
        var clock = Clock.systemUTC();
        var tokens = new SignedTokens(db.client(), db.table("TokensTable"),
                new SignedTokens.Secrets(new Secret(secrets, "key", clock),
                        new Secret(secrets, "passcode", clock)),
                Optional.empty(), clock);
        IntConsumer issue = user -> tokens.issue("user-" + user, "acme", Duration.ofHours(1));
        IntStream.range(TOKENS, 2 * TOKENS).forEach(issue);

        double first = medianMillis(issue);
        double again = medianMillis(issue);

        System.out.printf("a token: median %.2f ms the first time, %.2f ms again: %.0f times cheaper%n",
                first, again,
                first / again);
        assertThat(first / again).isGreaterThan(LEAST_RATIO);
    }

    private static double medianMillis(IntConsumer issue) {
        var millis = IntStream.range(0, TOKENS).mapToDouble(user -> {
            long start = System.nanoTime();
            issue.accept(user);
            return (System.nanoTime() - start) / 1e6;
        }).toArray();
        Arrays.sort(millis);
        return millis[TOKENS / 2];
    }
}
