package hermes.local.template;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The resource types the local stack knows, with the properties it either follows or may pass over because they
 * change nothing that can be seen on one machine. Whatever is in neither list is refused. So are keys of one's own (KMS)
 * and most policies of resources, because who may call what would depend on them too.
 */
public final class ResourceTypes {

    public static final String FUNCTION = "AWS::Serverless::Function";
    public static final String WEB_SOCKET_API = "AWS::Serverless::WebSocketApi";
    public static final String ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse";
    public static final String TABLE = "AWS::DynamoDB::Table";
    public static final String QUEUE = "AWS::SQS::Queue";
    public static final String SECRET = "AWS::SecretsManager::Secret";
    public static final String ROLE = "AWS::IAM::Role";
    public static final String QUEUE_POLICY = "AWS::SQS::QueuePolicy";
    static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";
    static final String LOG_GROUP = "AWS::Logs::LogGroup";

    private static final Set<String> ANY = Set.of("*");

    private static final Map<String, Set<String>> PROPERTIES = Map.ofEntries(
            Map.entry(FUNCTION, union(
                    Set.of("CodeUri", "Handler", "Runtime", "Timeout", "MemorySize", "Environment", "Events",
                            "FunctionName", "AutoPublishAlias", "LoggingConfig", "Role",
                            "PackageType"),
                    Set.of("Architectures", "AutoPublishAliasAllProperties", "Description",
                            "DeploymentPreference",
                            "EphemeralStorage", "SnapStart", "Tags", "PropagateTags", "Tracing",
                            "VersionDescription", "RecursiveLoop", "RuntimeManagementConfig"))),
            Map.entry(WEB_SOCKET_API, union(
                    Set.of("Routes", "RouteSelectionExpression", "Auth", "StageName"),
                    Set.of("Name", "Description", "AccessLogSettings", "DefaultRouteSettings",
                            "RouteSettings", "Tags",
                            "PropagateTags", "IpAddressType"))),
            Map.entry(ROUTE_RESPONSE, Set.of("ApiId", "RouteId", "RouteResponseKey")),
            Map.entry(TABLE, union(
                    Set.of("TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes",
                            "LocalSecondaryIndexes", "TimeToLiveSpecification", "BillingMode"),
                    Set.of("DeletionProtectionEnabled", "PointInTimeRecoverySpecification",
                            "TableClass", "Tags", "OnDemandThroughput", "WarmThroughput",
                            "ContributorInsightsSpecification"))),
            Map.entry(QUEUE, union(
                    Set.of("QueueName", "VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds",
                            "ReceiveMessageWaitTimeSeconds", "RedrivePolicy", "FifoQueue",
                            "ContentBasedDeduplication"),
                    // Not followed: an emulated FIFO queue has no limit of throughput, and takes an id once in all groups.
                    Set.of("RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags", "DeduplicationScope",
                            "FifoThroughputLimit"))),
            Map.entry(SECRET, union(Set.of("Name", "SecretString", "GenerateSecretString"),
                    Set.of("Description", "Tags"))),
            Map.entry(ROLE, ANY),
            Map.entry(QUEUE_POLICY, Set.of("Queues", "PolicyDocument")),
            // For roles outside of the template; one that is attached to a role of it is not followed.
            Map.entry(MANAGED_POLICY, Set.of("ManagedPolicyName", "Path", "Description", "PolicyDocument")),
            Map.entry(LOG_GROUP, ANY),
            Map.entry("AWS::CloudWatch::Alarm", ANY),
            Map.entry("AWS::CloudWatch::CompositeAlarm", ANY),
            Map.entry("AWS::CloudWatch::Dashboard", ANY),
            Map.entry("AWS::Logs::MetricFilter", ANY),
            Map.entry("AWS::Logs::QueryDefinition", ANY),
            Map.entry("AWS::SNS::Topic", ANY),
            Map.entry("AWS::SNS::TopicPolicy", ANY),
            Map.entry("AWS::SNS::Subscription", ANY),
            Map.entry("AWS::Budgets::Budget", ANY),
            Map.entry("AWS::ApiGateway::Account", ANY),
            Map.entry("AWS::ApiGatewayV2::DomainName", ANY),
            Map.entry("AWS::ApiGatewayV2::ApiMapping", ANY),
            Map.entry("AWS::CertificateManager::Certificate", ANY),
            Map.entry("AWS::Route53::RecordSet", ANY),
            Map.entry("AWS::Route53::RecordSetGroup", ANY));

    private ResourceTypes() {}

    static void requireKnown(String type, Section resource) {
        if (!PROPERTIES.containsKey(type)) {
            throw resource.error("the resource type " + type + " is not emulated");
        }
    }

    static void requireKnownProperties(String type, Section properties) {
        Set<String> known = PROPERTIES.get(type);
        if (known != ANY) {
            properties.allowOnly(known);
        }
    }

    private static Set<String> union(Set<String> followed, Set<String> passedOver) {
        return Stream.concat(followed.stream(), passedOver.stream()).collect(toUnmodifiableSet());
    }
}
