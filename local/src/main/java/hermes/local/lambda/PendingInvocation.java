package hermes.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An invocation on its way through a function's process.
 *
 * @param deadline when the function's time is over
 * @param outcome completed exactly once, by whoever learns first how it ended
 */
record PendingInvocation(String requestId, byte[] event, Instant deadline, String traceId,
        CompletableFuture<InvocationResult> outcome) {

    static PendingInvocation of(byte[] event, Duration timeout) {
        Instant now = Instant.now();
        return new PendingInvocation(UUID.randomUUID().toString(), event, now.plus(timeout), trace(now),
                new CompletableFuture<>());
    }

    /** The header of X-Ray, never sampled because nobody collects. */
    private static String trace(Instant now) {
        var random = new byte[20];
        ThreadLocalRandom.current().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        return "Root=1-%08x-%s;Parent=%s;Sampled=0".formatted(now.getEpochSecond(), hex.substring(0, 24),
                hex.substring(24));
    }
}
