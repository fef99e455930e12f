package hermes.local.iam;

import hermes.local.endpoint.AwsCall.Access;
import hermes.local.template.Resource;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Lambda itself does with a function's role. No call shows it here, so it is known from the template.
 *
 * @param vital whether Lambda refuses the function or its event without it; otherwise it silently goes without
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">Execution role</a>
 */
public record LambdaNeed(String function, Access access, boolean vital) {

    private static final List<String> LOGGING = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    private static final List<String> TRACING = List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords");
    private static final List<String> POLLING = List.of("sqs:ReceiveMessage", "sqs:DeleteMessage",
            "sqs:GetQueueAttributes");

    /** The needs of all functions. */
    public static List<LambdaNeed> of(Template template, ResourceRefs refs) {
        return template.resources(ResourceTypes.FUNCTION).stream()
                .flatMap(function -> of(function, template, refs).stream()).toList();
    }

    static List<LambdaNeed> of(Resource function, Template template, ResourceRefs refs) {
        Section properties = template.properties(function, refs);
        String group = properties.optionalSection("LoggingConfig")
                .flatMap(logging -> logging.optionalText("LogGroup"))
                .orElse("/aws/lambda/" + refs.of(function));
        String stream = template.identity().arn("logs", "log-group:%s:log-stream:local".formatted(group));
        Stream<LambdaNeed> logging = needs(function, LOGGING, stream, false);
        Stream<LambdaNeed> tracing = properties.optionalText("Tracing").filter("Active"::equals).stream()
                .flatMap(_ -> needs(function, TRACING, "*", true));
        Stream<LambdaNeed> polling = properties.optionalSection("Events").stream()
                .flatMap(events -> events.names().stream().map(events::section))
                .flatMap(event -> needs(function, POLLING, event.section("Properties").text("Queue"), true));
        return Stream.of(logging, tracing, polling).flatMap(needs -> needs).toList();
    }

    private static Stream<LambdaNeed> needs(Resource function, List<String> actions, String resource,
            boolean vital) {
        return actions.stream()
                .map(action -> new LambdaNeed(function.id(), new Access(action, resource), vital));
    }
}
