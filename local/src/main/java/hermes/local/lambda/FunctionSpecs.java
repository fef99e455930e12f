package hermes.local.lambda;

import hermes.local.stack.Credentials;
import hermes.local.template.Resource;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The template's functions and their events.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">
 *      AWS::Serverless::Function</a>
 */
public record FunctionSpecs(List<FunctionSpec> functions, List<EventSource> events) {

    private static final String RUNTIME = "java25";
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int LONGEST_TIMEOUT_SECONDS = 900;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;
    private static final int LARGEST_MEMORY_MEGABYTES = 10_240;
    private static final int DEFAULT_STORAGE_MEGABYTES = 512;
    private static final Set<String> LOGGING = Set.of("LogFormat", "LogGroup", "ApplicationLogLevel",
            "SystemLogLevel");

    public static FunctionSpecs of(Template template, ResourceRefs refs) {
        var specs = new FunctionSpecs(new ArrayList<>(), new ArrayList<>());
        template.resources(ResourceTypes.FUNCTION).forEach(resource -> {
            Section properties = template.properties(resource, refs);
            specs.functions.add(function(resource, properties, template, refs));
            properties.optionalSection("Events").ifPresent(events -> events.names()
                    .forEach(name -> specs.events.add(event(resource.id(), events.section(name)))));
        });
        return specs;
    }

    private static FunctionSpec function(Resource resource, Section function, Template template,
            ResourceRefs refs) {
        if (!function.text("Runtime").equals(RUNTIME)) {
            throw function.error("found Runtime " + function.text("Runtime") + ", only java25 is emulated");
        }
        if (function.names().contains("DeploymentPreference")
                && !function.names().contains("AutoPublishAlias")) {
            throw function.error("DeploymentPreference requires AutoPublishAlias");
        }
        String name = refs.of(resource);
        Path jar = template.file().resolve(function.text("CodeUri"));
        return new FunctionSpec(resource.id(), name, refs.invokedArn(resource), jar,
                function.text("Handler"),
                Duration.ofSeconds(
                        function.between("Timeout", 1, DEFAULT_TIMEOUT_SECONDS, LONGEST_TIMEOUT_SECONDS)),
                function.between("MemorySize", 128, DEFAULT_MEMORY_MEGABYTES, LARGEST_MEMORY_MEGABYTES),
                storage(function),
                Credentials.ofFunction(resource.id(), template.identity().region()),
                environment(function, refs),
                logging(function, name));
    }

    private static int storage(Section function) {
        return function.optionalSection("EphemeralStorage").map(storage -> {
            storage.allowOnly(Set.of("Size"));
            storage.text("Size");
            return storage.between("Size", DEFAULT_STORAGE_MEGABYTES, 0, LARGEST_MEMORY_MEGABYTES);
        }).orElse(DEFAULT_STORAGE_MEGABYTES);
    }

    private static Map<String, String> environment(Section function, ResourceRefs refs) {
        Map<String, String> variables = new HashMap<>();
        function.optionalSection("Environment").flatMap(section -> section.optionalSection("Variables"))
                .ifPresent(section -> EnvironmentVariables.of(section)
                        .forEach((name, value) -> variables.put(name, refs.localised(value))));
        return variables;
    }

    private static Map<String, String> logging(Section function, String name) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
        function.optionalSection("LoggingConfig").ifPresent(logging -> {
            logging.allowOnly(LOGGING);
            if (!logging.optionalText("LogFormat").equals(Optional.of("JSON"))
                    && (logging.names().contains("ApplicationLogLevel")
                            || logging.names().contains("SystemLogLevel"))) {
                throw logging.error("Lambda takes log levels with the LogFormat JSON only");
            }
            logging.optionalText("LogGroup")
                    .ifPresent(group -> variables.put("AWS_LAMBDA_LOG_GROUP_NAME", group));
            logging.optionalText("LogFormat")
                    .ifPresent(format -> variables.put("AWS_LAMBDA_LOG_FORMAT", format));
            logging.optionalText("ApplicationLogLevel")
                    .ifPresent(level -> variables.put("AWS_LAMBDA_LOG_LEVEL", level));
        });
        return variables;
    }

    private static EventSource event(String function, Section event) {
        event.allowOnly(Set.of("Type", "Properties"));
        if (!event.text("Type").equals("SQS")) {
            throw event.error("an event of type " + event.text("Type") + " is not emulated, only SQS is");
        }
        return EventSource.of(function, event.section("Properties"));
    }
}
