package hermes.system.faults;

import static java.util.stream.Collectors.joining;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.local.endpoint.CallFilter.Verdict.Fail;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.local.endpoint.CallFilter.Verdict.Reset;
import hermes.local.endpoint.CallFilter.Verdict.Unheard;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The ways in which AWS fails, and how often each operation meets them. */
enum FaultKind {
    NONE,
    THROTTLED,
    SERVER_ERROR,
    GONE,
    CONFLICT,
    DELAYED,
    /** Longer than the functions' clients wait. */
    STALLED,
    RESET,
    /** AWS did it, but nobody heard. */
    UNHEARD;

    private static final int STALL_MILLIS = 3_500;
    private static final int LONGEST_DELAY_MILLIS = 150;

    /** How many calls of a thousand. */
    private static final Map<FaultKind, Integer> POSTS = new EnumMap<>(Map.of(THROTTLED, 50, SERVER_ERROR, 30,
            GONE, 20, DELAYED, 40, STALLED, 1, RESET, 15, UNHEARD, 20));
    private static final Map<FaultKind, Integer> READS_AND_WRITES = new EnumMap<>(Map.of(THROTTLED, 40,
            SERVER_ERROR, 15, DELAYED, 50, STALLED, 1, RESET, 10, UNHEARD, 20));
    private static final Map<FaultKind, Integer> TRANSACTIONS = new EnumMap<>(
            Map.of(THROTTLED, 40, SERVER_ERROR, 15,
                    CONFLICT, 80, DELAYED, 80, STALLED, 2, RESET, 10, UNHEARD, 30));
    private static final Map<FaultKind, Integer> QUEUES = new EnumMap<>(Map.of(SERVER_ERROR, 60, DELAYED, 40,
            RESET, 20, UNHEARD, 30));

    static FaultKind of(AwsCall call, SplittableRandom random) {
        int roll = random.nextInt(1_000);
        for (var share : shares(call).entrySet()) {
            roll -= share.getValue();
            if (roll < 0) {
                return share.getKey();
            }
        }
        return NONE;
    }

    static FaultKind inStorm(SplittableRandom random) {
        return random.nextBoolean() ? THROTTLED : SERVER_ERROR;
    }

    Verdict verdict(AwsCall call, SplittableRandom random) throws InterruptedException {
        return switch (this) {
            case NONE -> new Pass();
            case THROTTLED -> throttled(call, random);
            case SERVER_ERROR -> new Fail(500, "InternalServerError", "injected");
            case GONE -> new Fail(410, "GoneException", "injected");
            case CONFLICT -> new Fail(400, "TransactionCanceledException", cancelled(call));
            case DELAYED -> late(random.nextInt(LONGEST_DELAY_MILLIS));
            case STALLED -> late(STALL_MILLIS);
            case RESET -> new Reset();
            case UNHEARD -> new Unheard();
        };
    }

    private static Map<FaultKind, Integer> shares(AwsCall call) {
        return switch (call.service()) {
            case "execute-api" -> POSTS;
            case "dynamodb" ->
                call.operation().equals("TransactWriteItems") ? TRANSACTIONS : READS_AND_WRITES;
            case "sqs" -> QUEUES;
            default -> Map.of();
        };
    }

    private static Verdict throttled(AwsCall call, SplittableRandom random) {
        if (call.service().equals("execute-api")) {
            return new Fail(429, "LimitExceededException", "injected");
        }
        return new Fail(400,
                random.nextBoolean() ? "ProvisionedThroughputExceededException" : "ThrottlingException",
                "injected");
    }

    /** As AWS says it: a reason for each item, in their order. */
    private static String cancelled(AwsCall call) {
        var others = Collections.nCopies(call.accesses().size() - 1, "None").stream()
                .collect(joining(", "));
        return "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, %s]"
                .formatted(others);
    }

    private static Verdict late(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return new Pass();
    }
}
