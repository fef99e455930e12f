// cdk-nag's AwsSolutions rules over the template that it is given, as JSON without conditions. What they find must be in
// the list below with its reason, and what is in the list must be found.
const { App, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");

const REASONS = [
    ["DDB3", /^ConnectionsTable$/, "a row that is restored would name a socket that is closed"],
    ["IAM5[Resource::*]", /Role$/, "X-Ray's two actions know no resources; they are granted only while tracing is on"],
    ["IAM5[Resource::arn:<AWS::Partition>:execute-api", /^(Connect|SendMessage)Role$/, "connections have no ids before they are open"],
    ["IAM4", /^CodeDeployServiceRole$/, "SAM makes this role for gradual deployments, with CodeDeploy's own policy"],
    ["APIG4", /^NotificationsApi(?!Connect)\w+Route$/, "a WebSocket API asks who it is at $connect, and nowhere else"],
    ["SMG4", /^(Jwt|Passcode)Secret$/, "rotate-key rotates the key, when the tokens' lifetime allows; nothing reads the passcode but backends"],
];

const app = new App();
const stack = new Stack(app, "hermes");
new CfnInclude(stack, "template", { templateFile: process.argv[2] });
const found = new AwsSolutionsChecks(app).validateScope(app).violations.flatMap((violation) =>
    violation.violatingResources.map(({ constructPath }) => ({
        rule: violation.ruleName.replace("AwsSolutions-", ""),
        resource: constructPath.split("/").pop(),
        description: violation.description,
    })));

const applies = ([rule, resource]) => (finding) => finding.rule.startsWith(rule) && resource.test(finding.resource);
const unexplained = found.filter((finding) => !REASONS.some((reason) => applies(reason)(finding)));
const stale = REASONS.filter((reason) => !found.some(applies(reason)));

unexplained.forEach(({ rule, resource, description }) => console.error(`${rule} ${resource}: ${description}`));
stale.forEach(([rule, resource]) => console.error(`${rule} is not found any more in ${resource}: take its reason away`));
console.log(`AwsSolutions: ${found.length} findings, of which ${unexplained.length} have no reason here.`);
process.exitCode = unexplained.length + stale.length + (found.length ? 0 : 1) ? 1 : 0;
