package hermes.cli;

import static hermes.cli.cost.ExpectedTraffic.NOT_GIVEN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.cost.CostLine;
import hermes.cli.cost.Estimate;
import hermes.cli.cost.ExpectedTraffic;
import hermes.cli.cost.ExpectedTraffic.SystemLogLevel;
import hermes.cli.cost.MonthlyTraffic;
import hermes.cli.cost.Prices;
import hermes.cli.cost.Quotas;
import hermes.cli.stack.TargetOptions;
import hermes.cli.status.Measurements;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.common.Connection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
                "Estimates what a load costs on AWS in a month, and how far it is from the account's quotas.",
                "The prices are those of one region on one day, free tiers left out: check them before you rely on",
                "the sum. Each line says how its quantity comes about. With --stack what is not given is read from the",
                "stack: connections from its table, as they are now; from CloudWatch what was put on its queues in the last",
                "week, which counts the pages of large rooms too and nothing that browsers sent."},
        footer = {"",
                "Example:  ${hermes.command} cost --connections 1000 --messages-per-day 50000 --receivers 20"})
final class Cost implements Runnable {

    @Mixin
    private ExpectedTraffic load;

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Another price list, in the form of ours: cli/src/main/resources/hermes/cli/cost/prices.json")
    private Path priceFile;

    @Mixin
    private JsonPrinter printer;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        options.deployedParameters().ifPresent(this::readStack);
        check();
        var prices = priceFile == null ? Prices.ours() : Prices.of(priceFile);
        var lines = Estimate.of(load, prices);
        var out = printer.out();
        if (printer.json()) {
            Json.print(json(lines, prices), out);
            return;
        }
        var traffic = MonthlyTraffic.of(load);
        printTraffic(traffic, out);
        printLines(lines, prices, out);
        printRates(traffic, out);
    }

    /** What was not given: what it carries now, and how it was deployed. */
    private void readStack(Map<String, String> parameters) {
        var given = spec.commandLine().getParseResult();
        load.tracing |= "Active".equals(parameters.get("Tracing"));
        if (!given.hasMatchedOption("--system-log-level")
                && "INFO".equals(parameters.get("SystemLogLevel"))) {
            load.systemLogLevel = SystemLogLevel.INFO;
        }
        if (!given.hasMatchedOption("--retention-hours") && parameters.containsKey("RetentionHours")) {
            load.retentionHours = Long.parseLong(parameters.get("RetentionHours"));
        }
        try (var stack = options.awsOperations()) {
            if (load.connections == NOT_GIVEN) {
                load.connections = stack.connections().filter(Connection::home).count();
            }
            if (load.messagesPerDay == NOT_GIVEN) {
                var measurements = new Measurements(stack.cloudWatch().orElseThrow(),
                        stack.stackName().orElseThrow());
                load.messagesPerDay = Stream.of("QueueUrl", "OrderedQueueUrl").map(stack.outputs()::get)
                        .filter(Objects::nonNull).mapToLong(measurements::sentPerDay).sum();
            }
        }
    }

    private void check() {
        if (load.connections == NOT_GIVEN || load.messagesPerDay == NOT_GIVEN) {
            throw printer.wrongUsage("--connections and --messages-per-day say what the stack has to carry; "
                    + "with --stack they are read from it");
        }
        if (!(load.hoursPerDay > 0 && load.hoursPerDay <= 24)) {
            throw printer.wrongUsage("--hours-per-day is more than 0 and 24 at most");
        }
    }

    private void printTraffic(MonthlyTraffic traffic, PrintWriter out) {
        out.printf(Locale.ROOT,
                """
                    %,d connections, %,d messages a day. In a month of %.2f days: %,.0f handshakes (one in %s for each connection), %,.0f resumes (one in %s, and
                    one after each handshake), %,.0f notifications, %,.0f posts (%,d for each).

                    """,
                load.connections, load.messagesPerDay, MonthlyTraffic.DAYS, traffic.handshakes(),
                load.reconnect.toMinutes() + " min",
                traffic.resumes(),
                load.heartbeat.toSeconds() + " s", traffic.notifications(), traffic.posts(), load.receivers);
    }

    private static double total(List<CostLine> lines) {
        return lines.stream().mapToDouble(CostLine::cost).sum();
    }

    private static void printLines(List<CostLine> lines, Prices prices, PrintWriter out) {
        var table = new Columns("SERVICE", "WHAT", "QUANTITY", "COST", "HOW").rightAligned(2, 3);
        lines.forEach(line -> table.add(line.service(), line.what(), quantity(line.quantity()),
                money(line.cost()), line.formula()));
        table.add("Total", "", "", money(total(lines)), "%s, in %s, prices of %s: check them, they change"
                .formatted(prices.currency(), prices.region(), prices.date()));
        table.print(out);
    }

    private void printRates(MonthlyTraffic traffic, PrintWriter out) {
        double handshakes = traffic.perSecond(traffic.handshakes());
        double requests = traffic.perSecond(traffic.resumes() + traffic.posts());
        out.printf(Locale.ROOT, """

            On average %.1f handshakes a second; the quota is %,d.
            On average %.1f messages a second, from and to browsers; the quota is %,d.
            Everybody back after a break: %.0f s at the quota. One notification to everybody: %.1f s.
            """, handshakes, Quotas.HANDSHAKES_PER_SECOND, requests, Quotas.REQUESTS_PER_SECOND,
                (double) load.connections / Quotas.HANDSHAKES_PER_SECOND,
                (double) load.connections / Quotas.REQUESTS_PER_SECOND);
    }

    private ObjectNode json(List<CostLine> lines, Prices prices) {
        var traffic = MonthlyTraffic.of(load);
        var json = Json.object().put("region", prices.region()).put("currency", prices.currency())
                .put("pricesOf", prices.date())
                .put("total", Math.round(total(lines) * 100) / 100.0);
        json.set("checkPricesAt", prices.check());
        lines.forEach(line -> json.withArrayProperty("lines").add(line.json()));
        json.putObject("perSecond").put("handshakes", traffic.perSecond(traffic.handshakes()))
                .put("messages", traffic.perSecond(traffic.resumes() + traffic.posts()));
        return json;
    }

    /** Small quantities would round to nothing. */
    private static String quantity(double quantity) {
        return String.format(Locale.ROOT,
                quantity < 100 && quantity != Math.rint(quantity) ? "%.2f" : "%,.0f",
                quantity);
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }
}
