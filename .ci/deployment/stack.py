"""template.yaml as CloudFormation sees it: transformed by SAM's own translator, with parameters and conditions resolved."""

import functools
import json
import logging
import os
import pathlib
import re

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

# pylint: disable=wrong-import-position
import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator import translator
from samtranslator.yaml_helper import yaml_parse

HOME = pathlib.Path(__file__).resolve().parents[2]
STACK_NAME = "acme"
PSEUDO = {
    "AWS::Region": "us-east-1",
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": STACK_NAME,
}
NAMES = {
    "AWS::SQS::Queue": "QueueName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::IAM::Role": "RoleName",
    "AWS::DynamoDB::Table": "TableName",
}
NOTHING = object()

logging.disable()  # The translator warns of feature toggles that are Amazon's own.
SESSION = boto3.session.Session()
# It would check its own list of policies again for each template.
translator.make_policy_template_for_function_plugin = functools.cache(
    translator.make_policy_template_for_function_plugin)


def template():
    """The template as it is written, to be changed by the caller."""
    return json.loads(written())


@functools.cache
def written():
    """As JSON, which is read much faster than YAML."""
    return json.dumps(yaml_parse((HOME / "template.yaml").read_text()))


def broken_rules(source, parameters):
    """What CloudFormation would refuse before it begins: values that are missing or not allowed, and broken Rules."""
    complaints = []
    for name, definition in source["Parameters"].items():
        value = parameters.get(name, definition.get("Default"))
        if value is None:
            complaints.append(f"{name} must have a value")
        elif value not in definition.get("AllowedValues", [value]):
            complaints.append(f"{name} must be one of its values")
        elif not re.fullmatch(definition.get("AllowedPattern", ".*"), str(value)):
            complaints.append(f"{name} must match its pattern")
    if complaints:
        return complaints
    stack = Resolver(source, parameters, {})
    for rule in source["Rules"].values():
        if "RuleCondition" not in rule or stack.holds(rule["RuleCondition"]):
            complaints += [a["AssertDescription"] for a in rule["Assertions"] if not stack.holds(a["Assert"])]
    return complaints


def transform(source, parameters):
    """By the translator that CloudFormation runs for the transform."""
    return json.loads(transformed(json.dumps(source), tuple(sorted(parameters.items()))))


@functools.cache
def transformed(source, parameters):
    """The same as JSON, once for each."""
    source = json.loads(source)
    for resource in source["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/" + resource["Properties"]["CodeUri"]
    return json.dumps(translator.Translator({}, Parser(), boto_session=SESSION).translate(source, dict(parameters)))


class Resolver:
    """Intrinsic functions of a template, which knows names instead of resources."""

    def __init__(self, source, parameters, drawn):
        self.source = source
        defaults = {n: p["Default"] for n, p in source["Parameters"].items() if "Default" in p}
        self.parameters = {**defaults, **parameters}
        self.drawn = drawn

    def holds(self, condition):
        """Whether a condition, by its name or written out, is met."""
        if isinstance(condition, str):
            return self.holds(self.source["Conditions"][condition])
        [(function, argument)] = condition.items()
        if function == "Condition":
            return self.holds(argument)
        if function == "Fn::Equals":
            return str(self.value(argument[0])) == str(self.value(argument[1]))
        met = [self.holds(part) for part in argument]
        return {"Fn::And": all, "Fn::Or": any, "Fn::Not": lambda parts: not parts[0]}[function](met)

    def value(self, written):
        """What is written, with every intrinsic function replaced; NOTHING for AWS::NoValue."""
        if isinstance(written, list):
            return [v for v in map(self.value, written) if v is not NOTHING]
        if not isinstance(written, dict):
            return written
        if len(written) == 1:
            [(function, argument)] = written.items()
            if function == "Ref" or function.startswith("Fn::"):
                return self.call(function, argument)
        resolved = {key: self.value(member) for key, member in written.items()}
        return {key: member for key, member in resolved.items() if member is not NOTHING}

    def chosen(self, written):
        """What is written, with nothing but the conditions decided."""
        if isinstance(written, list):
            return [v for v in map(self.chosen, written) if v is not NOTHING]
        if not isinstance(written, dict):
            return written
        if set(written) == {"Fn::If"}:
            condition, met, otherwise = written["Fn::If"]
            return self.chosen(met if self.holds(condition) else otherwise)
        if written == {"Ref": "AWS::NoValue"}:
            return NOTHING
        decided = {key: self.chosen(member) for key, member in written.items()}
        return {key: member for key, member in decided.items() if member is not NOTHING}

    def call(self, function, argument):
        """One intrinsic function."""
        if function == "Ref":
            return self.ref(argument)
        if function == "Fn::GetAtt":
            argument = argument.split(".", 1) if isinstance(argument, str) else argument
            return self.attribute(*argument)
        if function == "Fn::If":
            return self.value(argument[1] if self.holds(argument[0]) else argument[2])
        if function == "Fn::Sub":
            return self.substitute(argument)
        if function == "Fn::Select":
            return self.value(argument[1])[int(argument[0])]
        if function == "Fn::Split":
            return self.value(argument[1]).split(argument[0])
        if function == "Fn::Join":
            return argument[0].join(self.value(argument[1]))
        raise ValueError(function)

    def substitute(self, argument):
        """Fn::Sub with and without variables of its own."""
        text, own = argument if isinstance(argument, list) else (argument, {})

        def replacement(found):
            name = found.group(1)
            if name in own:
                return str(self.value(own[name]))
            return str(self.attribute(*name.split(".", 1)) if "." in name else self.ref(name))

        return re.sub(r"\$\{([^!}]+)}", replacement, text)

    def ref(self, name):
        """A parameter's value, or the name of a resource."""
        if name == "AWS::NoValue":
            return NOTHING
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.parameters:
            value = self.parameters[name]
            is_list = self.source["Parameters"].get(name, {}).get("Type") == "CommaDelimitedList"
            return value.split(",") if is_list else value
        return self.name_of(name)

    def name_of(self, resource_id):
        """Its own, or one that CloudFormation draws."""
        resource = self.source["Resources"][resource_id]
        own = resource.get("Properties", {}).get(NAMES.get(resource["Type"]))
        return self.value(own) if own else f"{STACK_NAME}-{resource_id}-{self.drawn.get(resource_id, 'X' * 12)}"

    def attribute(self, resource_id, attribute):
        """QueueName is the name, and whatever else there is differs if the name does."""
        name = self.name_of(resource_id)
        return name if attribute == "QueueName" else f"{attribute}:{name}"


class Stack(Resolver):
    """What a deployment with these parameters would create."""

    def __init__(self, source, parameters, drawn=None):
        super().__init__(transform(source, parameters), parameters, drawn or {})
        existing = {
            i: r for i, r in self.source["Resources"].items() if "Condition" not in r or self.holds(r["Condition"])
        }
        self.resources = {i: {**r, "Properties": self.value(r.get("Properties", {}))} for i, r in existing.items()}

    def of_type(self, kind):
        """The properties of the resources of a type, by their ids."""
        return {i: r["Properties"] for i, r in self.resources.items() if r["Type"] == kind}

    def versions(self):
        """For each function what it is configured with, and what makes a new version of it: its id and description."""
        found = {}
        for version_id, version in self.of_type("AWS::Lambda::Version").items():
            function = version["FunctionName"].split("-")[1]
            found[function] = (self.configuration(function), (version_id, version["Description"]))
        return found

    def configuration(self, function):
        """Without what Lambda does not count as a version's: code is Maven's, tags and concurrency are the function's."""
        properties = dict(self.resources[function]["Properties"])
        for other in ("Tags", "ReservedConcurrentExecutions", "RecursiveLoop"):
            properties.pop(other, None)
        return properties


def everything():
    """Production with all that can be switched on, as JSON that needs no transform and has no conditions."""
    parameters = {
        "Environment": "production", "AlarmEmail": "ops@example.com", "AccessLogs": "on", "Tracing": "Active",
        "DomainName": "n.example.com", "HostedZoneId": "Z0123456789", "GradualDeployment": "true",
        "QueueSources": "arn:aws:sns:us-east-1:123456789012:orders",
    }
    resolver = Resolver(transform(template(), parameters), parameters, {})
    resources = {}
    for name, resource in resolver.source["Resources"].items():
        if "Condition" not in resource or resolver.holds(resource["Condition"]):
            resources[name] = {key: resolver.chosen(part) for key, part in resource.items() if key != "Condition"}
    defined = {n: {**p, "Default": parameters.get(n, p.get("Default"))} for n, p in resolver.source["Parameters"].items()}
    return json.dumps({"Parameters": defined, "Resources": resources})


if __name__ == "__main__":
    print(everything())
