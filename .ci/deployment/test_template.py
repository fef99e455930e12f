"""What can be known of a deployment without an account. Needs aws-sam-translator."""

import itertools
import json
import re
import tomllib
import unittest

import stack
from stack import Stack, broken_rules, template, transform

DEVELOPMENT = {"Environment": "development"}
PRODUCTION = {"Environment": "production", "AlarmEmail": "ops@example.com"}

# What each parameter can be that changes which resources there are, or what SAM generates.
CHOICES = [
    [DEVELOPMENT, {"Environment": "production", "DeletionProtection": "off"}, {"Environment": "production"}],
    [
        {"AlarmEmail": "nobody"},
        {"AlarmEmail": "ops@example.com"},
        {"AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:ops"},
    ],
    [{}, {"AccessLogs": "on"}],
    [{}, {"DomainName": "n.example.com", "HostedZoneId": "Z0123456789"}],
    [{}, {"TokenIssuer": "https://id.example.com", "TokenAudience": "web", "TokenDefaultRoom": "acme"}],
    [{}, {"QueueSources": "arn:aws:sns:us-east-1:123456789012:orders,arn:aws:events:us-east-1:123456789012:rule/r"}],
    [{}, {"GradualDeployment": "true"}],
    [{}, {"Tracing": "Active", "SnapStart": "PublishedVersions", "LogLevel": "ERROR", "SystemLogLevel": "INFO"}],
]
COMBINATIONS = [
    {name: value for choice in chosen for name, value in choice.items()} for chosen in itertools.product(*CHOICES)
]
KEEPING = ("Retain", "RetainExceptOnCreate", "Snapshot")


class Parameters(unittest.TestCase):
    """What CloudFormation refuses, and what not."""

    def test_combinations_that_can_work_are_taken(self):
        for parameters in COMBINATIONS:
            self.assertEqual([], broken_rules(template(), parameters), parameters)

    def test_combinations_that_cannot_work_are_refused(self):
        for parameters, word in [
            ({}, "Environment"),
            ({"AlarmEmail": "ops@example.com"}, "Environment"),
            ({"Environment": "production"}, "AlarmEmail"),
            ({**PRODUCTION, "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:ops"}, "exclude"),
            ({**PRODUCTION, "DomainName": "n.example.com"}, "HostedZoneId"),
            ({**DEVELOPMENT, "HostedZoneId": "Z0123456789"}, "DomainName"),
            ({**DEVELOPMENT, "TokenIssuer": "https://id.example.com", "TokenDefaultRoom": "a"}, "TokenAudience"),
            ({**DEVELOPMENT, "TokenIssuer": "https://id.example.com", "TokenAudience": "a"}, "TokenRoomClaim"),
            ({**DEVELOPMENT, "TokenAudience": "web"}, "TokenIssuer"),
        ]:
            complaints = broken_rules(template(), parameters)
            self.assertTrue(any(word in complaint for complaint in complaints), (parameters, complaints))

    def test_no_forgotten_override_makes_an_unprotected_development_of_production(self):
        whole = {**PRODUCTION, "Tracing": "Active", "LogLevel": "WARN", "DeletionProtection": "on"}
        for forgotten in whole:
            parameters = {name: value for name, value in whole.items() if name != forgotten}
            if not broken_rules(template(), parameters):
                tables = Stack(template(), parameters).of_type("AWS::DynamoDB::Table")
                self.assertTrue(all(table["DeletionProtectionEnabled"] for table in tables.values()), forgotten)

    def test_environments_of_samconfig_lack_nothing_but_somebody_to_tell(self):
        for name, environment in tomllib.loads((stack.HOME / "samconfig.toml").read_text()).items():
            if name != "version":
                overrides = environment["deploy"]["parameters"]["parameter_overrides"]
                parameters = dict(override.split("=", 1) for override in overrides.split())
                expected = "AlarmEmail" if name.startswith("production") else ""
                self.assertIn(expected, "".join(broken_rules(template(), parameters)), name)
                self.assertEqual([], broken_rules(template(), {"AlarmEmail": "nobody", **parameters}), name)


class Resources(unittest.TestCase):
    """What is created."""

    def test_every_combination_is_transformed_and_resolved(self):
        for parameters in COMBINATIONS:
            source = transform(template(), parameters)
            resolver = stack.Resolver(source, parameters, {})
            text = json.dumps(
                [resolver.value(r) for r in source["Resources"].values()
                 if "Condition" not in r or resolver.holds(r["Condition"])]
            )
            self.assertNotIn("Fn::", text)

    def test_first_deployment_to_production_can_be_rolled_back(self):
        self.assert_all_can_be_deleted({**PRODUCTION, "DeletionProtection": "off"})

    def test_development_leaves_nothing_behind(self):
        self.assert_all_can_be_deleted(DEVELOPMENT)

    def assert_all_can_be_deleted(self, parameters):
        """Versions are kept by SAM, and go with their function."""
        for name, resource in Stack(template(), parameters).resources.items():
            if resource["Type"] != "AWS::Lambda::Version":
                self.assertNotIn(resource.get("DeletionPolicy"), KEEPING, name)
            self.assertFalse(resource["Properties"].get("DeletionProtectionEnabled", False), name)

    def test_secrets_are_deleted_only_after_the_rows_that_are_hashed_with_them(self):
        resources = Stack(template(), PRODUCTION).resources
        secrets = {name for name, r in resources.items() if r["Type"] == "AWS::SecretsManager::Secret"}

        self.assertEqual(secrets, set(resources["TokensTable"]["DependsOn"]))
        self.assertTrue(resources["TokensTable"]["Properties"]["DeletionProtectionEnabled"])
        self.assertEqual({"Delete"}, {resources[name]["DeletionPolicy"] for name in secrets | {"TokensTable"}})

    def test_stage_comes_before_route_responses(self):
        resources = Stack(template(), DEVELOPMENT).resources
        responses = [r for r in resources.values() if r["Type"] == "AWS::ApiGatewayV2::RouteResponse"]

        self.assertEqual(7, len(responses))
        for response in responses:
            self.assertEqual("AWS::ApiGatewayV2::Stage", resources[response["DependsOn"]]["Type"])
            self.assertIn(response["Properties"]["RouteId"].split("-")[1], resources)

    def test_gradual_deployment_is_watched_by_alarms_and_off_by_default(self):
        self.assertEqual({}, Stack(template(), PRODUCTION).of_type("AWS::CodeDeploy::DeploymentGroup"))

        gradual = Stack(template(), {**PRODUCTION, "GradualDeployment": "true"})
        groups = gradual.of_type("AWS::CodeDeploy::DeploymentGroup")
        self.assertEqual(4, len(groups))
        for group in groups.values():
            watching = {alarm["Name"].split("-")[1] for alarm in group["AlarmConfiguration"]["Alarms"]}
            self.assertLessEqual(watching, set(gradual.of_type("AWS::CloudWatch::Alarm")))
            self.assertIn("SendMessageErrorsAlarm", watching)

    def test_alarms_tell_whoever_is_to_be_told(self):
        for told, told_by in [
            ({"AlarmEmail": "ops@example.com"}, ["acme-AlarmTopic-XXXXXXXXXXXX"]),
            ({"AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:ops"}, ["arn:aws:sns:us-east-1:123456789012:ops"]),
            ({"AlarmEmail": "nobody"}, None),
        ]:
            alarms = Stack(template(), {"Environment": "production", **told}).of_type("AWS::CloudWatch::Alarm")
            self.assertGreater(len(alarms), 10)
            for name, alarm in alarms.items():
                self.assertEqual(told_by, alarm.get("AlarmActions"), name)
                self.assertEqual(told_by, alarm.get("OKActions"), name)

    def test_queues_and_topics_take_nothing_without_tls(self):
        created = Stack(template(), {**PRODUCTION, "QueueSources": "arn:aws:sns:us-east-1:123456789012:orders"})
        denied = set()
        for policy in [*created.of_type("AWS::SQS::QueuePolicy").values(),
                       *created.of_type("AWS::SNS::TopicPolicy").values()]:
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Effect"] == "Deny":
                    self.assertEqual({"Bool": {"aws:SecureTransport": "false"}}, statement["Condition"])
                    denied.add(statement["Resource"])
                else:
                    self.assertIn(list(statement["Condition"].values())[0].popitem()[0],
                                  ("aws:SourceArn", "aws:SourceAccount"))
        self.assertEqual(len(created.of_type("AWS::SQS::Queue")) + len(created.of_type("AWS::SNS::Topic")), len(denied))


class Versions(unittest.TestCase):
    """An alias serves a version, so whatever a function is told must publish one; and nothing else may, as Lambda
    refuses a version that is like the one before."""

    def test_value_of_a_parameter_publishes_exactly_where_it_is_told(self):
        other = {
            "Environment": "production", "RetentionHours": "25", "InboxDays": "31", "DeliveryConcurrency": "21",
            "ConnectionsPerUser": "21", "SessionSeconds": "1", "LogLevel": "ERROR", "SystemLogLevel": "INFO",
            "SnapStart": "PublishedVersions", "Tracing": "Active", "AlarmEmail": "ops@example.com",
            "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:ops", "AccessLogs": "on",
            "DomainName": "n.example.com", "HostedZoneId": "Z0123456789", "TokenIssuer": "https://id.example.com",
            "TokenAudience": "web", "TokenUserClaim": "oid", "TokenRoomClaim": "room", "TokenRoomsClaim": "rooms",
            "TokenDefaultRoom": "acme", "JwksUrl": "https://id.example.com/keys",
            "QueueSources": "arn:aws:sns:us-east-1:123456789012:orders", "GradualDeployment": "true",
            "DeletionProtection": "off",
        }
        self.assertEqual(set(template()["Parameters"]), set(other))
        before = Stack(template(), DEVELOPMENT).versions()
        for name, value in other.items():
            self.assert_published_where_told(before, Stack(template(), {**DEVELOPMENT, name: value}).versions(), name)

    def test_another_name_of_a_resource_publishes_exactly_where_it_is_told(self):
        before = Stack(template(), DEVELOPMENT).versions()
        for name, resource in template()["Resources"].items():
            if resource["Type"] in ("AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::SQS::Queue",
                                    "AWS::Serverless::WebSocketApi"):
                drawn = Stack(template(), DEVELOPMENT, {name: "Y" * 12}).versions()
                self.assert_published_where_told(before, drawn, name)

    def test_name_that_is_written_in_the_template_stands_in_the_description_of_whoever_is_told(self):
        source = template()
        for name, resource in source["Resources"].items():
            written = resource.get("Properties", {}).get(stack.NAMES.get(resource["Type"]))
            if written is None:
                continue
            own = re.sub(r"\$\{[^}]+}", "", written["Fn::Sub"])
            renamed = template()
            renamed["Resources"][name]["Properties"][stack.NAMES[resource["Type"]]] = {"Fn::Sub": written["Fn::Sub"] + "2"}
            before, after = Stack(source, DEVELOPMENT).versions(), Stack(renamed, DEVELOPMENT).versions()
            for function, (configuration, (_, description)) in before.items():
                if after[function][0] != configuration:
                    self.assertIn(own, description.split(), f"{name} in VersionDescription of {function}")

    def assert_published_where_told(self, before, after, change):
        for function, (configuration, version) in before.items():
            told, published = after[function][0] != configuration, after[function][1] != version
            self.assertEqual(told, published, f"{change}: {function} is told: {told}, publishes: {published}")

    def test_descriptions_fit(self):
        for parameters in (DEVELOPMENT, PRODUCTION):
            for function, (_, (_, description)) in Stack(template(), parameters).versions().items():
                self.assertLessEqual(len(description), 256, function)


if __name__ == "__main__":
    unittest.main()
