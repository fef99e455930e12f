package hermes.send;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static hermes.local.template.TemplateTree.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.local.template.TemplateTree;
import hermes.send.invocation.EmbeddedMetrics;
import hermes.send.invocation.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alarm on a metric that nobody emits stays silent for ever, and a metric that nobody shows is for nobody. */
class WatchedMetricsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEARCH = Pattern
            .compile("SEARCH\\('\\{([^}]+)} MetricName=\"(\\w+)\"((?: \\w+=\"[^\"]+\")*)', '\\w+', \\d+\\)");
    private static final Pattern EQUALITY = Pattern.compile("(\\w+)=\"([^\"]+)\"");
    private static final String ANY = "*";

    /**
     * Those of AWS's metrics that the template uses, with the dimensions under which they are to be had.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">SQS</a>
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda</a>
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">
     *      WebSocket APIs</a>
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">DynamoDB</a>
     */
    private static final Map<String, Documented> OF_AWS = Map.of(
            "AWS/SQS", new Documented(Set.of(Set.of("QueueName")), Set.of("ApproximateAgeOfOldestMessage",
                    "ApproximateNumberOfMessagesVisible", "NumberOfMessagesSent", "NumberOfMessagesDeleted")),
            "AWS/Lambda", new Documented(Set.of(Set.of("FunctionName")),
                    Set.of("Errors", "Throttles", "Duration", "ConcurrentExecutions")),
            "AWS/ApiGateway",
            new Documented(Set.of(Set.of("ApiId", "Stage")), Set.of("ConnectCount", "MessageCount",
                    "ClientError", "IntegrationError", "ExecutionError")),
            "AWS/DynamoDB",
            new Documented(Set.of(Set.of("TableName"), Set.of("TableName", "GlobalSecondaryIndexName")),
                    Set.of("ReadThrottleEvents",
                            "WriteThrottleEvents", "ConsumedReadCapacityUnits",
                            "ConsumedWriteCapacityUnits")));

    private final TemplateTree template = TemplateTree.ofProject();

    @Test
    void everyAlarmWatchesAMetricThatIsEmitted() {
        Map<String, Metric> alarmed = alarmed();
        assertThat(alarmed).hasSizeGreaterThan(15);

        alarmed.values().removeIf(this::isEmitted);
        assertThat(alarmed).as("alarms on what nobody emits").isEmpty();
    }

    @Test
    void theDashboardShowsMetricsThatAreEmitted() throws IOException {
        assertThat(shown()).hasSizeGreaterThan(30);
        assertThat(shown()).filteredOn(metric -> !isEmitted(metric))
                .as("shown on the dashboard, and emitted by nobody").isEmpty();
    }

    @Test
    void everyMetricOfOursIsOnTheDashboard() throws IOException {
        Set<Metric> hidden = ours();
        hidden.removeAll(shown());

        assertThat(hidden).as("emitted, and not on the dashboard").isEmpty();
    }

    /** An operator reads what it means, and so does whoever looks at the page of the local stack. */
    @Test
    void everyMetricOfTheFunctionIsExplained() throws IOException {
        String operations = Files.readString(home().resolve("docs/operations.md"));
        String page = Files.readString(home().resolve("client/demo/figures.js"));

        assertThat(emitted()).extracting(Metric::name).allSatisfy(name -> {
            assertThat(operations).containsPattern("(?m)^\\| .*\\b" + name + "\\b.* \\| ");
            assertThat(page).contains("\n  " + name + ": { means: ");
        });
    }

    private boolean isEmitted(Metric metric) {
        var documented = OF_AWS.get(metric.namespace());
        return documented == null
                ? ours().contains(metric)
                : documented.names().contains(metric.name())
                        && documented.dimensions().contains(metric.dimensions().keySet());
    }

    /** Those that the function emits, and those that are counted in log lines. */
    private Set<Metric> ours() {
        var ours = emitted();
        template.resources("AWS::Logs::MetricFilter").values()
                .forEach(filter -> list(at(filter, "MetricTransformations"))
                        .forEach(made -> ours.add(metric(made, "MetricNamespace"))));
        return ours;
    }

    /** What the function's lines say when it has counted everything that can be counted. */
    private static Set<Metric> emitted() {
        try {
            var metrics = new EmbeddedMetrics();
            for (var method : Metrics.class.getDeclaredMethods()) {
                method.invoke(metrics,
                        Stream.of(method.getParameterTypes()).map(WatchedMetricsTest::any).toArray());
            }
            Set<Metric> emitted = new LinkedHashSet<>();
            for (String line : metrics.lines("${SendMessageFunction}")) {
                emitted.addAll(metrics(JSON.readTree(line)));
            }
            return emitted;
        } catch (ReflectiveOperationException | JsonProcessingException e) {
            throw new AssertionError("what is emitted cannot be seen", e);
        }
    }

    private static Object any(Class<?> type) {
        return type == int.class ? (Object) 1 : type == Duration.class ? Duration.ofMillis(1) : ANY;
    }

    private static List<Metric> metrics(JsonNode line) {
        List<Metric> metrics = new ArrayList<>();
        line.at("/_aws/CloudWatchMetrics").forEach(directive -> directive.path("Dimensions").forEach(
                names -> directive.path("Metrics").forEach(metric -> metrics.add(new Metric(
                        directive.path("Namespace").asText(), metric.path("Name").asText(),
                        names.valueStream().map(JsonNode::asText).collect(
                                Collectors.toMap(name -> name, name -> line.path(name).asText())))))));
        return metrics;
    }

    /** By the alarm, and for one that calculates by the id in it. */
    private Map<String, Metric> alarmed() {
        Map<String, Metric> alarmed = new TreeMap<>();
        template.resources("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            if (at(alarm, "MetricName") != null) {
                alarmed.put(id, metric(alarm, "Namespace"));
            }
            list(at(alarm, "Metrics")).stream().filter(query -> at(query, "MetricStat") != null).forEach(
                    query -> alarmed.put(id + "." + at(query, "Id"),
                            metric(at(query, "MetricStat", "Metric"), "Namespace")));
        });
        return alarmed;
    }

    private static Metric metric(Object declared, String namespace) {
        Map<String, String> dimensions = new TreeMap<>();
        list(at(declared, "Dimensions"))
                .forEach(dimension -> dimensions.put(text(at(dimension, "Name")),
                        text(at(dimension, "Value"))));
        return new Metric(text(at(declared, namespace)), text(at(declared, "MetricName")), dimensions);
    }

    private Set<Metric> shown() throws IOException {
        var body = (String) template.at("Resources", "Dashboard", "Properties", "DashboardBody", "Fn::Sub");
        Set<Metric> shown = new LinkedHashSet<>();
        JSON.readTree(body).findValues("metrics").forEach(metrics -> metrics.forEach(query -> shown.add(
                query.path(0).isObject()
                        ? searched(query.path(0).path("expression").asText())
                        : listed(query))));
        return shown;
    }

    /** Namespace, name, and the dimensions' names and values in turn; then perhaps how it is drawn. */
    private static Metric listed(JsonNode query) {
        Map<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i + 1 < query.size(); i += 2) {
            dimensions.put(query.path(i).asText(), query.path(i + 1).asText());
        }
        return new Metric(query.path(0).asText(), query.path(1).asText(), dimensions);
    }

    private static Metric searched(String expression) {
        var search = SEARCH.matcher(expression);
        assertThat(search.matches()).as("%s is understood", expression).isTrue();
        List<String> schema = List.of(search.group(1).split(","));
        Map<String, String> dimensions = new TreeMap<>();
        schema.subList(1, schema.size()).forEach(name -> dimensions.put(name, ANY));
        EQUALITY.matcher(search.group(3)).results()
                .forEach(equality -> dimensions.put(equality.group(1), equality.group(2)));
        return new Metric(schema.getFirst(), search.group(2), dimensions);
    }

    /** A text, what it is made of, or whose name it is. */
    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Map<?, ?> call when call.containsKey("Fn::Sub") -> (String) call.get("Fn::Sub");
            case Map<?, ?> call when call.containsKey("Ref") -> "${" + call.get("Ref") + "}";
            default -> map(value).toString();
        };
    }

    private static Path home() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** @param dimensions values as the template writes them: the function that emits is {@code ${SendMessageFunction}} */
    private record Metric(String namespace, String name, Map<String, String> dimensions) {}

    private record Documented(Set<Set<String>> dimensions, Set<String> names) {}
}
