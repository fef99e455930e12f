package hermes.local.template;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static hermes.local.template.TemplateTree.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.testing.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What nobody notices until it costs something: permissions, logs that hold tokens, limits, retention. */
class TemplateSafetyTest {
    private static final Set<String> ROUTE_SETTINGS = Set.of("DataTraceEnabled", "DetailedMetricsEnabled",
            "LoggingLevel", "ThrottlingBurstLimit", "ThrottlingRateLimit");

    private static final Map<String, Object> IN_PRODUCTION = Map.of("Fn::If",
            List.of("IsProduction", "true", "false"));
    private static final Map<String, Object> TRACES = Map.of("Fn::If", List.of("IsTraced",
            Map.of("Effect", "Allow", "Action",
                    List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"), "Resource", "*"),
            Map.of("Ref", "AWS::NoValue")));

    private final TemplateTree template = TemplateTree.ofProject();
    private final Map<String, Object> roles = template.resources(ResourceTypes.ROLE);

    @Test
    void everyFunctionHasARoleOfItsOwn() {
        var used = new HashSet<Object>();
        template.resources(ResourceTypes.FUNCTION).forEach((id, function) -> {
            assertThat(used.add(at(function, "Role"))).as(id).isTrue();
            assertThat(map(function)).as(id).doesNotContainKeys("Policies", "Connectors");
        });

        assertThat(used).hasSameSizeAs(roles.keySet());
    }

    @Test
    void noRoleHasAManagedPolicy() {
        roles.forEach((id, role) -> assertThat(map(role).keySet()).as(id)
                .containsExactlyInAnyOrder("AssumeRolePolicyDocument", "Policies"));
        assertThat(template.resources(ResourceTypes.MANAGED_POLICY).values()).isNotEmpty().allSatisfy(
                policy -> assertThat(map(policy).keySet()).containsExactlyInAnyOrder("Description",
                        "PolicyDocument"));
        assertThat(template.resources("AWS::IAM::Policy")).isEmpty();
    }

    @Test
    void everyPermissionNamesItsActionsAndItsResource() {
        assertThat(statements()).isNotEmpty().allSatisfy(statement -> {
            assertThat(map(statement).keySet()).containsExactlyInAnyOrder("Effect", "Action", "Resource");
            assertThat(at(statement, "Effect")).isEqualTo("Allow");
            assertThat(list(at(statement, "Action"))).isNotEmpty()
                    .allSatisfy(action -> assertThat((String) action).doesNotContain("*"));
            assertThat(list(at(statement, "Resource"))).isNotEmpty().doesNotContain("*");
        });
    }

    /** The connection is the only part of an ARN that cannot be known before. */
    @Test
    void onlyConnectionsAreMeantByAWildcard() {
        var wildcards = new ArrayList<String>();
        TemplateTree.walk(statements(), (key, value) -> {
            if (value instanceof String text && text.contains("*")) {
                wildcards.add(text);
            }
        });

        assertThat(wildcards).isNotEmpty()
                .allMatch(resource -> resource.matches(".*/(POST|DELETE)/@connections/\\*"));
    }

    /** X-Ray knows no resources, so its two actions are the one exception, and only where they are used. */
    @Test
    void everyRoleMayTraceIfTracingIsOn() {
        assertThat(template.at("Globals", "Function", "Tracing")).isEqualTo(Map.of("Ref", "Tracing"));
        assertThat(roles.values()).allSatisfy(
                role -> assertThat(written(role)).filteredOn(TemplateSafetyTest::isConditional)
                        .containsExactly(TRACES));
    }

    /** What holds whatever the parameters are. */
    private List<Object> statements() {
        var forBackends = template.resources(ResourceTypes.MANAGED_POLICY).values().stream()
                .flatMap(policy -> list(at(policy, "PolicyDocument", "Statement")).stream());
        return Stream.concat(roles.values().stream().flatMap(role -> written(role).stream()), forBackends)
                .filter(statement -> !isConditional(statement)).toList();
    }

    private static List<Object> written(Object role) {
        return list(at(role, "Policies")).stream()
                .flatMap(policy -> list(at(policy, "PolicyDocument", "Statement")).stream()).toList();
    }

    private static boolean isConditional(Object statement) {
        return map(statement).containsKey("Fn::If");
    }

    @Test
    void connectionsOfAUserAreBoundedAsTheContractSays() {
        assertThat(template.at("Parameters", "ConnectionsPerUser", "Default"))
                .isEqualTo("" + Contract.number("/bounds/connections_per_user"));
    }

    @Test
    void everyLogGroupExpires() {
        assertThat(template.resources(ResourceTypes.LOG_GROUP)).isNotEmpty()
                .allSatisfy((id, group) -> assertThat(at(group, "RetentionInDays")).isNotNull());
    }

    @Test
    void everyFunctionLogsIntoItsOwnGroupAndMay() {
        template.resources(ResourceTypes.FUNCTION).forEach((id, function) -> {
            var group = (String) at(template.function(id), "LoggingConfig", "LogGroup", "Ref");
            var role = (String) list(at(function, "Role", "Fn::GetAtt")).getFirst();

            assertThat(group).as(id).isEqualTo(id.replace("Function", "LogGroup"));
            assertThat(TemplateTree.references(template.at("Resources", role))).as(id)
                    .contains(group + ".Arn");
        });
    }

    /** A block of a stage replaces the other as a whole, and a limit that is missing has meant 0 requests before. */
    @Test
    void everyBlockOfRouteSettingsIsComplete() {
        var api = template.at("Resources", "NotificationsApi", "Properties");
        var blocks = new ArrayList<>(map(at(api, "RouteSettings")).values());
        blocks.add(at(api, "DefaultRouteSettings"));

        assertThat(blocks).allSatisfy(block -> {
            assertThat(map(block).keySet()).isEqualTo(ROUTE_SETTINGS);
            assertThat(at(block, "DataTraceEnabled")).isEqualTo("false");
            assertThat(TemplateTree.number(at(block, "ThrottlingRateLimit"))).isPositive();
            assertThat(TemplateTree.number(at(block, "ThrottlingBurstLimit"))).isPositive();
        });
        assertThat(map(at(api, "Routes")).keySet()).containsAll(map(at(api, "RouteSettings")).keySet());
    }

    /** What all clients together may ask for. */
    @Test
    void handshakesAndMessagesAreBoundedForAll() {
        var api = template.at("Resources", "NotificationsApi", "Properties");

        assertThat(TemplateTree.number(at(api, "RouteSettings", "$connect", "ThrottlingRateLimit")))
                .isEqualTo(500);
        assertThat(TemplateTree.number(at(api, "DefaultRouteSettings", "ThrottlingRateLimit")))
                .isEqualTo(2000);
    }

    @Test
    void queuesAreEncryptedAndDeadLettersKeptForTwoWeeks() {
        assertThat(template.resources(ResourceTypes.QUEUE)).hasSize(4).allSatisfy((id, queue) -> {
            assertThat(at(queue, "SqsManagedSseEnabled")).as(id).isEqualTo("true");
            int days = id.contains("DeadLetter") ? 14 : 4;
            assertThat(TemplateTree.number(at(queue, "MessageRetentionPeriod"))).as(id)
                    .isEqualTo(days * 24 * 60 * 60);
        });
    }

    @Test
    void queuesAndTopicRefuseCallsWithoutTls() {
        var policies = new ArrayList<>(template.resources(ResourceTypes.QUEUE_POLICY).values());
        policies.addAll(template.resources("AWS::SNS::TopicPolicy").values());
        var denied = policies.stream()
                .flatMap(policy -> list(at(policy, "PolicyDocument", "Statement")).stream())
                .filter(statement -> "Deny".equals(at(statement, "Effect"))
                        && "false".equals(at(statement, "Condition", "Bool", "aws:SecureTransport")))
                .flatMap(statement -> TemplateTree.references(at(statement, "Resource")).stream())
                .map(name -> name.replace(".Arn", ""));

        assertThat(denied).containsExactlyInAnyOrder("NotificationQueue", "OrderedQueue", "DeadLetterQueue",
                "OrderedDeadLetterQueue", "AlarmTopic");
    }

    @Test
    void accessLogIsJsonWithoutTheQueryString() {
        var settings = list(
                template.at("Resources", "NotificationsApi", "Properties", "AccessLogSettings", "Fn::If"));
        var format = (String) at(settings.get(1), "Format");

        assertThat(format.toLowerCase()).doesNotContain("querystring", "path", "message", "error", "header");
        assertThatCode(() -> new ObjectMapper().readTree(format.replaceAll("\\$context[.a-zA-Z]+", "1")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatHoldsDataSaysWhatBecomesOfIt() {
        for (var type : List.of(ResourceTypes.TABLE, ResourceTypes.QUEUE, ResourceTypes.SECRET,
                ResourceTypes.LOG_GROUP)) {
            assertThat(template.resources(type).keySet()).isNotEmpty().allSatisfy(
                    id -> assertThat(map(template.at("Resources", id))).containsKeys("DeletionPolicy",
                            "UpdateReplacePolicy"));
        }
    }

    /** From the second deployment on: the first could else not be rolled back. */
    @Test
    void tablesAreProtectedInProduction() {
        assertThat(template.resources(ResourceTypes.TABLE)).allSatisfy(
                (id, table) -> assertThat(at(table, "DeletionProtectionEnabled"))
                        .isEqualTo(Map.of("Fn::If", List.of("IsProtected", "true", "false"))));
        assertThat(template.at("Conditions", "IsProtected", "Fn::And")).asInstanceOf(LIST)
                .contains(Map.of("Condition", "IsProduction"));
        assertThat(template.at("Parameters", "DeletionProtection", "Default")).isEqualTo("on");
    }

    @Test
    void environmentHasNoDefault() {
        assertThat(map(template.at("Parameters", "Environment"))).isNotEmpty().doesNotContainKey("Default");
    }

    /** A row of a connection that is restored would name a socket that is closed. */
    @Test
    void tablesThatAreWorthItHaveBackupsInProduction() {
        var backedUp = new HashSet<>(template.resources(ResourceTypes.TABLE).keySet());
        backedUp.remove("ConnectionsTable");

        assertThat(backedUp).isNotEmpty().allSatisfy(id -> assertThat(template.at("Resources", id,
                "Properties", "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"))
                .isEqualTo(IN_PRODUCTION));
    }

    /** A dynamic reference would lie in plain text in the function's configuration. */
    @Test
    void noSecretIsWrittenIntoTheConfiguration() {
        TemplateTree.walk(template.at("Resources"), (key, value) -> {
            if (value instanceof String text) {
                assertThat(text).as(key).doesNotContain("{{resolve:");
            }
        });
    }
}
