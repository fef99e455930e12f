package hermes.local.template;

import static hermes.local.template.ValueRule.bytes;
import static hermes.local.template.ValueRule.flag;
import static hermes.local.template.ValueRule.matching;
import static hermes.local.template.ValueRule.number;
import static hermes.local.template.ValueRule.oneOf;
import static hermes.local.template.ValueRule.only;

import java.util.List;
import java.util.Map;

/**
 * The values that CloudFormation or the service takes for properties which nothing else here reads, as the local stack
 * passes them over. Who reads a property checks it himself.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html">
 *      Resource types</a>
 */
final class PropertyRules {

    private static final String[] ROUTE_SETTINGS = {"DataTraceEnabled", "DetailedMetricsEnabled",
            "LoggingLevel", "ThrottlingBurstLimit", "ThrottlingRateLimit"};
    private static final String[] LOGGING_LEVELS = {"OFF", "ERROR", "INFO"};

    private static final Map<String, List<ValueRule>> RULES = Map.of(
            ResourceTypes.FUNCTION, List.of(
                    matching("FunctionName", "[a-zA-Z0-9-_]{1,64}", "up to 64 letters, digits, - and _"),
                    matching("AutoPublishAlias", "(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}",
                            "letters, digits, - and _, and not digits alone"),
                    matching("Handler", "\\S{1,128}", "up to 128 characters without a space"),
                    oneOf("PackageType", "Zip"),
                    oneOf("Architectures", "x86_64", "arm64"),
                    oneOf("Tracing", "Active", "PassThrough"),
                    oneOf("RecursiveLoop", "Allow", "Terminate"),
                    flag("AutoPublishAliasAllProperties"), flag("PropagateTags"),
                    bytes("Description", 256), bytes("VersionDescription", 256),
                    only("SnapStart", "ApplyOn"), oneOf("SnapStart.ApplyOn", "None", "PublishedVersions"),
                    oneOf("RuntimeManagementConfig.UpdateRuntimeOn", "Auto", "FunctionUpdate", "Manual"),
                    oneOf("LoggingConfig.LogFormat", "Text", "JSON"),
                    oneOf("LoggingConfig.ApplicationLogLevel", "TRACE", "DEBUG", "INFO", "WARN", "ERROR",
                            "FATAL"),
                    oneOf("LoggingConfig.SystemLogLevel", "DEBUG", "INFO", "WARN")),
            ResourceTypes.WEB_SOCKET_API, List.of(
                    bytes("Name", 128), bytes("Description", 1024), flag("PropagateTags"),
                    oneOf("IpAddressType", "ipv4", "dualstack"),
                    only("AccessLogSettings", "DestinationArn", "Format"),
                    bytes("AccessLogSettings.Format", 3072),
                    only("DefaultRouteSettings", ROUTE_SETTINGS), only("RouteSettings.*", ROUTE_SETTINGS),
                    oneOf("DefaultRouteSettings.LoggingLevel", LOGGING_LEVELS),
                    oneOf("RouteSettings.*.LoggingLevel", LOGGING_LEVELS)),
            ResourceTypes.TABLE, List.of(
                    matching("TableName", "[a-zA-Z0-9_.-]{3,255}", "3 to 255 letters, digits, _, - and ."),
                    flag("DeletionProtectionEnabled"),
                    flag("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"),
                    number("PointInTimeRecoverySpecification.RecoveryPeriodInDays", 1, 35),
                    oneOf("TableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS")),
            ResourceTypes.QUEUE, List.of(
                    matching("QueueName", "(?=.{1,80}$)[a-zA-Z0-9_-]+(\\.fifo)?",
                            "up to 80 letters, digits, - and _"),
                    flag("SqsManagedSseEnabled"),
                    oneOf("DeduplicationScope", "queue", "messageGroup"),
                    oneOf("FifoThroughputLimit", "perQueue", "perMessageGroupId"),
                    oneOf("RedriveAllowPolicy.redrivePermission", "allowAll", "denyAll", "byQueue")),
            ResourceTypes.SECRET, List.of(
                    matching("Name", "[a-zA-Z0-9/_+=.@-]{1,512}",
                            "up to 512 letters, digits and /_+=.@-"),
                    bytes("Description", 2048), bytes("SecretString", 65_536)));

    private PropertyRules() {}

    /** @param properties resolved */
    static void check(String type, Section properties) {
        RULES.getOrDefault(type, List.of()).forEach(rule -> rule.check(properties));
    }
}
