package hermes.system;

import hermes.cli.cost.Prices;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * What notifications of up to 1 KB use of AWS on their way in, posts to browsers left out. A batch is taken for one receive,
 * because AWS counts no others while there is enough to do. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">Units</a>
 */
final class Consumption implements CallFilter {
    private static final double MILLION = 1_000_000;

    /** Of the index, eventually consistent. */
    private static final double HALF = 0.5;

    private final DoubleAdder writeUnits = new DoubleAdder();
    private final DoubleAdder readUnits = new DoubleAdder();
    private final DoubleAdder queueCalls = new DoubleAdder();
    private final DoubleAdder invocations = new DoubleAdder();

    /** Of one notification. */
    record Each(double writeUnits, double readUnits, double queueCalls, double invocations) {

        /**
         * @param queuePrice the name of its price
         * @param gigabyteSeconds of an invocation, as an estimate takes them
         */
        double dollarsPerMillion(Prices prices, String queuePrice, double gigabyteSeconds) {
            return prices.cost("dynamoDbWriteUnits", writeUnits * MILLION)
                    + prices.cost("dynamoDbReadUnits", readUnits * MILLION)
                    + prices.cost(queuePrice, queueCalls * MILLION)
                    + prices.cost("lambdaRequests", invocations * MILLION)
                    + prices.cost("lambdaArmGigabyteSeconds", invocations * gigabyteSeconds * MILLION);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "%.1f write units, %.2f read units, %.1f queue calls, %.1f invocations", writeUnits,
                    readUnits, queueCalls, invocations);
        }
    }

    @Override
    public Verdict before(AwsCall call) {
        switch (call.operation()) {
            case "TransactWriteItems" -> writeUnits.add(2 * call.accesses().size());
            case "UpdateItem", "PutItem" -> writeUnits.add(1);
            case "GetItem" -> readUnits.add(1);
            case "Query" -> readUnits.add(HALF);
            case "SendMessage", "SendMessageBatch", "ChangeMessageVisibilityBatch" -> queueCalls.add(1);
            case "DeleteMessageBatch" -> {
                queueCalls.add(2);
                invocations.add(1);
            }
            default -> {
                // Posts, empty receives, and what the test itself asks for.
            }
        }
        return new Verdict.Pass();
    }

    /** Of a browser's message, which is an invocation without the queue. */
    void invoked(int times) {
        invocations.add(times);
    }

    /** Since the last call. */
    Each take(int notifications) {
        return new Each(writeUnits.sumThenReset() / notifications, readUnits.sumThenReset() / notifications,
                queueCalls.sumThenReset() / notifications, invocations.sumThenReset() / notifications);
    }
}
