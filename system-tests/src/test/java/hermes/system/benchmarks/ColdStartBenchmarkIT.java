package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.identity.IdentityProvider;
import hermes.system.WholeStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the authorizer takes from the start of its process to its first answer, with an issuer and without, and that of
 * another version beside them if {@code -Dbaseline} names its jar. Prints, and judges nothing:
 *
 * <pre>{@code mvn verify -pl system-tests -am -Dtest=none -Dit.test=ColdStartBenchmarkIT -Dsurefire.failIfNoSpecifiedTests=false}</pre>
 */
final class ColdStartBenchmarkIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final int ROUNDS = 11;

    /** Of the template; a jar of its own is what Lambda unpacks. */
    private static final Path JAR = WholeStack.HOME
            .resolve("authorizer-function/target/authorizer-function.jar");

    @Test
    void authorizerStartsAndAnswers() throws IOException, InterruptedException {
        try (var provider = IdentityProvider.start(0)) {
            var issuer = Map.of("TOKEN_ISSUER", provider.issuer(), "TOKEN_AUDIENCE", IdentityProvider.CLIENT,
                    "TOKEN_ROOM_CLAIM", "room");
            var room = STACK.newRoom();
            var ours = STACK.token("7", room);
            var times = new LinkedHashMap<String, List<long[]>>();
            for (int round = 0; round < ROUNDS; round++) {
                var baseline = System.getProperty("baseline");
                if (baseline != null) {
                    add(times, "baseline", start(Path.of(baseline), Map.of(), ours));
                }
                add(times, "without an issuer", start(JAR, Map.of(), ours));
                add(times, "with an issuer, token of a backend", start(JAR, issuer, ours));
                add(times, "with an issuer, token of it", start(JAR, issuer, provider.token("7", room)));
            }
            times.forEach((variant, all) -> System.out.printf(
                    "%-36s %5d ms, %5d ms of processor time (medians of %d)%n",
                    variant, median(all, 0), median(all, 1), all.size()));
        }
    }

    private static void add(Map<String, List<long[]>> times, String variant, long[] time) {
        times.computeIfAbsent(variant, _ -> new ArrayList<>()).add(time);
    }

    /** @return milliseconds of wall clock, and of processor time */
    private static long[] start(Path jar, Map<String, String> more, String token)
            throws IOException, InterruptedException {
        // As Lambda starts its JVMs.
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1503m", "-cp",
                jar + ":" + WholeStack.HOME.resolve("system-tests/target/test-classes"),
                ColdStart.class.getName(),
                token).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(environment());
        process.environment().putAll(more);
        long start = System.nanoTime();
        var running = process.start();
        var printed = new String(running.getInputStream().readAllBytes()).strip();
        long wall = (System.nanoTime() - start) / 1_000_000;
        assertThat(running.waitFor()).as(printed).isZero();
        return new long[]{wall, Long.parseLong(printed.lines().toList().getLast())};
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("AWS_ENDPOINT_URL", STACK.local().awsEndpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "any");
        environment.put("AWS_SECRET_ACCESS_KEY", "any");
        environment.put("TOKENS_TABLE", STACK.output("TokensTableName"));
        environment.put("JWT_SECRET_ID", STACK.output("JwtSecretArn"));
        return environment;
    }

    private static long median(List<long[]> times, int column) {
        return times.stream().mapToLong(time -> time[column]).sorted().skip(times.size() / 2).findFirst()
                .orElseThrow();
    }
}
