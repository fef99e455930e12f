package hermes.cli.cost;

import static hermes.cli.cost.MonthlyTraffic.KB;
import static hermes.cli.cost.MonthlyTraffic.units;

import hermes.cli.cost.ExpectedTraffic.SystemLogLevel;
import hermes.cli.stack.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a load costs in a month, line by line. Leaves out free tiers and support, and everything a backend itself
 * costs. For one thread.
 *
 * @see UsageAssumptions
 */
public final class Estimate {

    private final ExpectedTraffic load;
    private final MonthlyTraffic traffic;
    private final Prices prices;
    private final List<CostLine> lines = new ArrayList<>();

    private Estimate(ExpectedTraffic load, Prices prices) {
        this.load = load;
        this.traffic = MonthlyTraffic.of(load);
        this.prices = prices;
    }

    public static List<CostLine> of(ExpectedTraffic load, Prices prices) {
        var estimate = new Estimate(load, prices);
        estimate.apiGateway();
        estimate.lambda();
        estimate.dynamoDb();
        estimate.sqs();
        estimate.secretsManager();
        estimate.cloudWatch();
        if (load.tracing) {
            estimate.xRay();
        }
        estimate.transfer();
        if (load.furtherRooms > 0) {
            estimate.furtherRooms();
        }
        if (estimate.traffic.hasInboxes()) {
            estimate.inboxes();
        }
        return List.copyOf(estimate.lines);
    }

    private void apiGateway() {
        add("API Gateway", "connection minutes", "webSocketConnectionMinutes",
                load.connections * traffic.seconds() / 60, "connections x minutes in use");
        long increments = units(load.messageBytes, 32 * KB);
        double posts = traffic.posts() * increments;
        add("API Gateway", "notifications", "webSocketMessages", posts,
                "notifications x receivers x %d of 32 KB".formatted(increments));
        double resumes = 2 * traffic.resumes();
        // Both are messages: what the posts have used up of the dearer tiers is not there a second time.
        lines.add(new CostLine("API Gateway", "resumes", resumes,
                prices.cost("webSocketMessages", posts + resumes) - prices.cost("webSocketMessages", posts),
                "2 (question, answer) x (heartbeats + handshakes)"));
    }

    private void lambda() {
        double deliveries = deliveries();
        add("Lambda", "requests", "lambdaRequests",
                3 * traffic.handshakes() + traffic.resumes() + deliveries,
                "3 x handshakes + resumes + notifications (one a batch) + pages");
        add("Lambda", "GB-seconds", "lambdaArmGigabyteSeconds",
                UsageAssumptions.HANDSHAKE_GB_SECONDS * traffic.handshakes()
                        + UsageAssumptions.RESUME_GB_SECONDS * traffic.resumes()
                        + UsageAssumptions.DELIVERY_GB_SECONDS * deliveries
                        + UsageAssumptions.POST_GB_SECONDS * traffic.posts(),
                "%s x handshakes + %s x resumes + %s x deliveries + %s x posts".formatted(
                        number(UsageAssumptions.HANDSHAKE_GB_SECONDS),
                        number(UsageAssumptions.RESUME_GB_SECONDS),
                        number(UsageAssumptions.DELIVERY_GB_SECONDS),
                        number(UsageAssumptions.POST_GB_SECONDS)));
    }

    /** Invocations for notifications: each page of a large room has one of its own. */
    private double deliveries() {
        return traffic.notifications() * units(load.receivers, UsageAssumptions.PAGE);
    }

    private void dynamoDb() {
        long notificationUnits = units(load.messageBytes, KB);
        add("DynamoDB", "write units", "dynamoDbWriteUnits",
                4 * traffic.handshakes() + 2 * (2 + notificationUnits) * traffic.notifications(),
                "4 (row and index, put and deleted) x handshakes + 2 (transaction) x (2 + %d KB) x notifications"
                        .formatted(notificationUnits));
        long pageUnits = units(load.receivers * UsageAssumptions.INDEX_ROW_BYTES, 4 * KB);
        add("DynamoDB", "read units", "dynamoDbReadUnits",
                1.5 * traffic.handshakes() + 3 * traffic.resumes()
                        + 0.5 * pageUnits * traffic.notifications(),
                "1.5 x handshakes + 3 x resumes + 0.5 x %d (of 4 KB index) x notifications"
                        .formatted(pageUnits));
        double days = load.retentionHours / 24.0;
        add("DynamoDB", "GB stored", "dynamoDbGigabyteMonths",
                load.messagesPerDay * days * (load.messageBytes + UsageAssumptions.STORED_OVERHEAD_BYTES)
                        / 1e9,
                "messages per day x %s days x (bytes + %d)".formatted(number(days),
                        UsageAssumptions.STORED_OVERHEAD_BYTES));
    }

    /** As the tests of the function count it: a heartbeat reads the heads of each room, joining its grant and row as well. */
    private void furtherRooms() {
        long rooms = load.furtherRooms;
        add("DynamoDB", "rooms write units", "dynamoDbWriteUnits", (1 + 4 * rooms) * traffic.handshakes(),
                "(1 (home row) + 4 (row and index, put and deleted) x %d) x handshakes".formatted(rooms));
        add("DynamoDB", "rooms read units", "dynamoDbReadUnits",
                rooms * (3 * traffic.resumes() + 2 * traffic.handshakes()),
                "%d x (3 x resumes + 2 x handshakes)".formatted(rooms));
    }

    /** As the tests of the function count it; an append is a notification's, whatever the size of the room. */
    private void inboxes() {
        double marks = traffic.marks();
        double pages = traffic.inboxPages();
        double before = traffic.posts() * units(load.messageBytes, 32 * KB) + 2 * traffic.resumes();
        double messages = 3 * marks + 2 * pages;
        lines.add(new CostLine("API Gateway", "inbox messages", messages,
                prices.cost("webSocketMessages", before + messages)
                        - prices.cost("webSocketMessages", before),
                "3 (question, answer, one other device) x marks + 2 x pages"));
        add("Lambda", "inbox requests", "lambdaRequests", marks + pages, "marks + pages");
        add("Lambda", "inbox GB-seconds", "lambdaArmGigabyteSeconds",
                UsageAssumptions.DELIVERY_GB_SECONDS * (marks + pages),
                "%s x (marks + pages)".formatted(number(UsageAssumptions.DELIVERY_GB_SECONDS)));
        add("DynamoDB", "inbox write units", "dynamoDbWriteUnits", 3 * marks + pages,
                "3 (state of 2 KB, count of messages) x marks + 1 x pages");
        long pageUnits = 2 * units(UsageAssumptions.INBOX_PAGE * load.messageBytes, 4 * KB);
        long resumed = 5 * (1 + load.furtherRooms);
        add("DynamoDB", "inbox read units", "dynamoDbReadUnits",
                5.5 * marks + (5 + pageUnits) * pages + resumed * traffic.resumes(),
                "5.5 (state, heads, firsts, connections) x marks + (5 + %d) x pages + %d x resumes"
                        .formatted(pageUnits, resumed));
    }

    private void sqs() {
        long chunks = units(load.messageBytes, 64 * KB);
        double published = (2 + chunks) * traffic.notifications();
        double jobs = deliveries() - traffic.notifications();
        double polls = UsageAssumptions.IDLE_POLLS_PER_DAY * MonthlyTraffic.DAYS;
        var sent = "(%d sent + received + deleted) x notifications + ".formatted(chunks);
        var polled = "%,d polls a day while idle".formatted(UsageAssumptions.IDLE_POLLS_PER_DAY);
        add("SQS", "ordered requests", "sqsFifoRequests", (load.unordered ? 0 : published) + polls,
                (load.unordered ? "" : sent) + polled);
        add("SQS", "requests", "sqsRequests", (load.unordered ? published : 0) + 3 * jobs + polls,
                (load.unordered ? sent : "") + "3 x pages after the first + " + polled);
        add("SQS", "messages with a group", "sqsFairMessages",
                (load.unordered ? chunks * traffic.notifications() : 0) + jobs,
                "what the queue without an order is told whose turn it is by");
    }

    private void secretsManager() {
        add("Secrets Manager", "secrets", "secrets", UsageAssumptions.SECRETS, "the template's");
        double busy = traffic.perSecond(traffic.handshakes()) * UsageAssumptions.AUTHORIZER_SECONDS;
        double processes = Math.ceil(busy);
        add("Secrets Manager", "requests", "secretsRequests",
                2 * processes * traffic.seconds() / SigningKey.KEPT_BY_AUTHORIZER.toSeconds(),
                "2 keys x every 5 minutes x %.0f at work of AuthorizerFunction".formatted(processes));
    }

    private void cloudWatch() {
        double invocations = 3 * traffic.handshakes() + traffic.resumes() + deliveries();
        int logged = UsageAssumptions.LOG_BYTES
                + (load.systemLogLevel == SystemLogLevel.INFO ? UsageAssumptions.SYSTEM_LOG_BYTES : 0);
        add("CloudWatch", "GB of logs", "logGigabytes", invocations * logged / 1e9,
                "invocations x %d bytes".formatted(logged));
        boolean idle = load.connections + load.messagesPerDay == 0;
        add("CloudWatch", "custom metrics", "customMetrics",
                idle ? 0 : UsageAssumptions.CUSTOM_METRICS * load.hoursPerDay / 24,
                "%d, each for the hours in which it is counted".formatted(UsageAssumptions.CUSTOM_METRICS));
        add("CloudWatch", "metrics in alarms", "alarmMetrics", UsageAssumptions.ALARM_METRICS,
                "the template's, also while nothing happens");
        add("CloudWatch", "dashboards", "dashboards", UsageAssumptions.DASHBOARDS, "the template's");
    }

    private void xRay() {
        double sent = traffic.resumes() + deliveries();
        add("X-Ray", "traces", "xrayTraces", 3 * recorded(traffic.handshakes()) + recorded(sent),
                "of each function 1 a second and %s x the others".formatted(number(UsageAssumptions.TRACED)));
    }

    private double recorded(double invocations) {
        double certain = Math.min(invocations, traffic.seconds());
        return certain + UsageAssumptions.TRACED * (invocations - certain);
    }

    private void transfer() {
        add("Data transfer", "GB to the internet", "transferOutGigabytes",
                (traffic.posts() * load.messageBytes + traffic.resumes() * UsageAssumptions.ANSWER_BYTES)
                        / 1e9,
                "posts x bytes + resumes x %d bytes".formatted(UsageAssumptions.ANSWER_BYTES));
    }

    private void add(String service, String what, String price, double quantity, String formula) {
        lines.add(new CostLine(service, what, quantity, prices.cost(price, quantity), formula));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
