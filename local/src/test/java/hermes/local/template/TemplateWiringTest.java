package hermes.local.template;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static hermes.local.template.TemplateTree.map;
import static hermes.local.template.TemplateTree.number;
import static hermes.local.template.TemplateTree.references;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in template.yaml that every linter passes over and that would only show in production. */
class TemplateWiringTest {
    private static final String API = "NotificationsApi";

    private final TemplateTree template = TemplateTree.ofProject();
    private final Map<String, Object> functions = template.resources(ResourceTypes.FUNCTION);

    @Test
    void whateverCallsAFunctionCallsItsAlias() {
        map(template.at("Resources")).forEach((id, resource) -> {
            if (!((String) at(resource, "Type")).startsWith("AWS::CloudWatch::")) {
                assertThat(references(resource)).as(id).noneMatch(name -> functions.containsKey(name)
                        || functions.keySet().stream().anyMatch(function -> name.startsWith(function + ".")
                                && !name.equals(function + ".Alias")));
            }
        });
        assertThat(functions.keySet()).allSatisfy(
                id -> assertThat(template.function(id)).containsEntry("AutoPublishAlias", "live")
                        .containsEntry("AutoPublishAliasAllProperties", "true"));
    }

    /** SAM permits what it wires itself; a permission or trigger written by hand must be looked at again. */
    @Test
    void invocationsAreWiredBySamAlone() {
        assertThat(map(template.at("Resources")).values()).extracting(resource -> at(resource, "Type"))
                .doesNotContain("AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping",
                        "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Integration",
                        "AWS::ApiGatewayV2::Authorizer", "AWS::ApiGatewayV2::Stage",
                        "AWS::ApiGatewayV2::Deployment");
    }

    @Test
    void everyRouteHasItsFunction() {
        var routes = map(template.at("Resources", API, "Properties", "Routes"));

        assertThat(routes.keySet()).containsExactlyInAnyOrder("$connect", "$disconnect", "$default",
                "sendMessage",
                "sendMessageToSQS", "resume", "inbox", "mark", "leave");
        routes.forEach((key, route) -> assertThat(at(route, "FunctionArn")).as(key)
                .isEqualTo(Map.of("Ref", switch (key) {
                    case "$connect" -> "ConnectFunction.Alias";
                    case "$disconnect" -> "DisconnectFunction.Alias";
                    default -> "SendMessageFunction.Alias";
                })));
    }

    @Test
    void routesThatAnswerHaveARouteResponseAndTheOthersHaveNone() {
        var twoWay = new TreeSet<String>();
        map(template.at("Resources", API, "Properties", "Routes")).forEach((key, route) -> {
            if ("$default".equals(at(route, "RouteResponseSelectionExpression"))) {
                twoWay.add(API + generated(key) + "Route");
            }
        });

        assertThat(template.resources(ResourceTypes.ROUTE_RESPONSE).values())
                .allSatisfy(response -> assertThat(at(response, "RouteResponseKey")).isEqualTo("$default"))
                .extracting(response -> at(response, "RouteId", "Ref"))
                .containsExactlyInAnyOrderElementsOf(twoWay);
        assertThat(twoWay).hasSize(7);
    }

    /** SAM makes a route's logical id of its key so: first letter upper, all others lower case. */
    private static String generated(String key) {
        var name = key.replace("$", "");
        return name.substring(0, 1).toUpperCase() + name.substring(1).toLowerCase();
    }

    @Test
    void onlyConnectHasTheAuthorizer() {
        assertThat(template.at("Resources", API, "Properties", "Auth")).isEqualTo(Map.of("AuthType", "CUSTOM",
                "AuthArn", Map.of("Ref", "AuthorizerFunction.Alias"), "IdentitySource", List.of()));
        map(template.at("Resources", API, "Properties", "Routes"))
                .forEach((key, route) -> assertThat(map(route).keySet()).as(key)
                        .isSubsetOf("FunctionArn", "RouteResponseSelectionExpression"));
    }

    /** What anybody can cause must neither set off the alarm nor hide that the authorizer really fails. */
    @Test
    void alarmOfTheAuthorizerCountsFaultsAndNotHandshakesWithoutToken() {
        var alarm = template.at("Resources", "AuthorizerErrorsAlarm", "Properties");
        var filter = template.at("Resources", "AuthorizerFaults", "Properties");
        var transformation = list(at(filter, "MetricTransformations")).getFirst();

        assertThat(at(alarm, "Namespace")).isEqualTo(at(transformation, "MetricNamespace"));
        assertThat(at(alarm, "MetricName")).isEqualTo(at(transformation, "MetricName"));
        assertThat(at(transformation, "DefaultValue")).isEqualTo("0");
        assertThat(at(filter, "LogGroupName")).isEqualTo(Map.of("Ref", "AuthorizerLogGroup"));
        assertThat((String) at(filter, "FilterPattern"))
                .contains("$.message != \"Unauthorized: hermes.authorizer.UnauthorizedException*\"");
    }

    @ParameterizedTest
    @CsvSource({"Notifications, NotificationQueue", "OrderedNotifications, OrderedQueue"})
    void queueWaitsForSixTimeouts(String event, String queue) {
        var send = template.function("SendMessageFunction");
        var source = at(send, "Events", event, "Properties");
        int window = at(source, "MaximumBatchingWindowInSeconds") == null
                ? 0
                : number(at(source, "MaximumBatchingWindowInSeconds"));

        assertThat(at(source, "Queue")).isEqualTo(Map.of("Fn::GetAtt", List.of(queue, "Arn")));
        assertThat(number(template.at("Resources", queue, "Properties", "VisibilityTimeout")))
                .isGreaterThanOrEqualTo(6 * number(send.get("Timeout")) + window);
        assertThat(list(at(source, "FunctionResponseTypes"))).containsExactly("ReportBatchItemFailures");
    }

    @Test
    void everyQueueThatIsReceivedFromIsOneOfTheTwo() {
        var queues = map(at(template.function("SendMessageFunction"), "Events")).values().stream()
                .map(event -> at(event, "Properties", "Queue", "Fn::GetAtt")).toList();

        assertThat(queues).containsExactlyInAnyOrder(List.of("NotificationQueue", "Arn"),
                List.of("OrderedQueue", "Arn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NotificationQueue", "OrderedQueue"})
    void functionKnowsHowOftenTheQueueTries(String queue) {
        var redrive = template.at("Resources", queue, "Properties", "RedrivePolicy");

        assertThat(template.at("Resources", "SendMessageFunction", "Properties", "Environment", "Variables",
                "MAX_RECEIVE_COUNT")).isEqualTo(at(redrive, "maxReceiveCount"));
        assertThat(number(at(redrive, "maxReceiveCount"))).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"NotificationQueue, DeadLetterQueue", "OrderedQueue, OrderedDeadLetterQueue"})
    void deadLetterQueueAcceptsTheQueueByItsName(String queue, String deadLetters) {
        var name = (String) template.at("Resources", queue, "Properties", "QueueName", "Fn::Sub");
        var sources = template.at("Resources", deadLetters, "Properties", "RedriveAllowPolicy",
                "sourceQueueArns");

        assertThat(template.at("Resources", queue, "Properties", "RedrivePolicy", "deadLetterTargetArn"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of(deadLetters, "Arn")));
        assertThat(list(sources)).hasSize(1).allSatisfy(arn -> assertThat((String) at(arn, "Fn::Sub"))
                .isEqualTo("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:" + name));
    }

    /** Otherwise a room's id would swallow the same id of another, and all rooms would share 300 calls a second. */
    @Test
    void roomsOfTheOrderedQueueAreDeduplicatedAndThrottledEachForItself() {
        assertThat(template.at("Resources", "OrderedQueue", "Properties", "DeduplicationScope"))
                .isEqualTo("messageGroup");
        assertThat(template.at("Resources", "OrderedQueue", "Properties", "FifoThroughputLimit"))
                .isEqualTo("perMessageGroupId");
        assertThat(template.at("Resources", "OrderedDeadLetterQueue", "Properties", "DeduplicationScope"))
                .isEqualTo("messageGroup");
    }

    @Test
    void functionKnowsBothQueuesAndTheirDeadLetterQueues() {
        var variables = map(at(template.function("SendMessageFunction"), "Environment", "Variables"));

        assertThat(variables).containsEntry("QUEUE_URL", Map.of("Ref", "NotificationQueue"))
                .containsEntry("DEAD_LETTER_QUEUE_URL", Map.of("Ref", "DeadLetterQueue"))
                .containsEntry("ORDERED_QUEUE_URL", Map.of("Ref", "OrderedQueue"))
                .containsEntry("ORDERED_DEAD_LETTER_QUEUE_URL", Map.of("Ref", "OrderedDeadLetterQueue"));
    }

    @Test
    void outputsAreThoseThatToolsReadByName() {
        assertThat(map(template.at("Outputs")).keySet()).containsExactly("WebSocketUrl",
                "ManagementUrl", "QueueUrl", "DeadLetterQueueUrl", "OrderedQueueUrl",
                "OrderedDeadLetterQueueUrl",
                "ConnectionsTableName", "TokensTableName", "GrantsTableName", "NotificationsTableName",
                "InboxStatesTableName", "JwtSecretArn", "PasscodeSecretArn", "QueueArn",
                "OrderedQueueArn", "TokensTableArn", "GrantsTableArn", "NotificationsTableArn",
                "InboxStatesTableArn", "PublisherPolicyArn", "IssuerPolicyArn", "GranterPolicyArn",
                "InboxPolicyArn", "DashboardName");
        map(template.at("Outputs"))
                .forEach((name, output) -> assertThat((String) at(output, "Description")).as(name)
                        .isNotBlank());
    }
}
