package hermes.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.stack.Addresses;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutionRolesTest {

    private static final String TEMPLATE = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Worker:
            Type: AWS::Serverless::Function
            Properties:
              Role: !GetAtt WorkerRole.Arn
          WorkerRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}
              Policies:
                - PolicyName: Worker
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Action: [sqs:SendMessage, sqs:ReceiveMessage]
                        Resource: !GetAtt Queue.Arn
                      - Effect: Deny
                        Action: sqs:*
                        Resource: ["*", !Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:other"]
          Queue: {Type: AWS::SQS::Queue}
        """;
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:test-Queue";

    @TempDir
    Path folder;

    @Test
    void statementIsAPermissionForEachActionAndResource() {
        ExecutionRole role = roleOf(TEMPLATE);

        assertThat(role.principal())
                .isEqualTo("arn:aws:sts::000000000000:assumed-role/test-WorkerRole/test-Worker");
        assertThat(role.allowed()).extracting(Grant::permission).containsExactly(
                new Permission("WorkerRole", "sqs:SendMessage", QUEUE, 19),
                new Permission("WorkerRole", "sqs:ReceiveMessage", QUEUE, 19));
        assertThat(role.denied()).extracting(Grant::permission).containsExactly(
                new Permission("WorkerRole", "sqs:*", "*", 22),
                new Permission("WorkerRole", "sqs:*", "arn:aws:sqs:us-east-1:000000000000:other", 22));
    }

    @Test
    void singleStatementNeedsNoList() {
        int list = TEMPLATE.indexOf("              - Effect: Allow\n");
        String single = TEMPLATE.substring(0, list) + """
                              Effect: Allow
                              Action: sqs:SendMessage
                              Resource: !GetAtt Queue.Arn
            """ + "  Queue: {Type: AWS::SQS::Queue}\n";

        assertThat(roleOf(single).allowed()).singleElement();
    }

    @Test
    void withoutARoleSamMakesOneWithWhatLambdaNeeds() {
        ExecutionRole role = roleOf(TEMPLATE.replace("Role: !GetAtt WorkerRole.Arn",
                "Tracing: Active\n      Events: {Jobs: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}}"));

        assertThat(role.id()).isEqualTo("WorkerRole");
        assertThat(role.allowed()).extracting(grant -> grant.permission().action()).containsExactly(
                "logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
        assertThat(roleOf(TEMPLATE.replace("Role: !GetAtt WorkerRole.Arn", "Timeout: 5")).allowed())
                .extracting(grant -> grant.permission().action())
                .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                Effect: Deny             | Effect: Maybe                   | found Effect Maybe, expected Allow or Deny
                Action: sqs:*            | NotAction: sqs:*                | line 23: WorkerRole.Policies.PolicyDocument.Statement.NotAction: is not emulated
                Action: sqs:*            | Action: SendMessage             | found Action SendMessage, expected one like dynamodb:GetItem
                Action: sqs:*            | Action: '*:SendMessage'         | found Action *:SendMessage
                Action: sqs:*            | Action: []                      | the property Action is missing
                Resource: !GetAtt Queue.Arn | NotResource: !GetAtt Queue.Arn | NotResource: is not emulated
                Resource: !GetAtt Queue.Arn | Resource: !GetAtt Queue.QueueName | found Resource test-Queue, expected a whole ARN or *
                Resource: !GetAtt Queue.Arn | Resource: 'arn:aws:sqs'      | found Resource arn:aws:sqs, expected a whole ARN or *
                Resource: !GetAtt Queue.Arn | Resource: 'arn:aws:*:us-east-1:000000000000:x' | expected a whole ARN or *
                Resource: !GetAtt Queue.Arn | Resource: 'arn:aws:sqs:us-east-1:000000000000:${aws:userid}' | the policy variable in Resource
                Resource: !GetAtt Queue.Arn | Condition: {}                | Condition: is not emulated
                Policies:                | ManagedPolicyArns:              | WorkerRole.ManagedPolicyArns: is not emulated
                Policies:                | PermissionsBoundary:            | WorkerRole.PermissionsBoundary: is not emulated
                PolicyName: Worker       | Description: Worker             | Description: is not emulated
                Service: lambda.amazonaws.com | Service: ec2.amazonaws.com | no statement lets lambda.amazonaws.com take the role
                Action: sts:AssumeRole   | Action: sts:TagSession          | no statement lets lambda.amazonaws.com take the role
                Action: sts:AssumeRole   | 'Action: sts:AssumeRole, Condition: {}' | Condition: is not emulated
                !GetAtt WorkerRole.Arn   | arn:aws:iam::000000000000:role/other | the Role arn:aws:iam::000000000000:role/other is not in this template
                """)
    void whatWouldNotBeEvaluatedIsRefusedByName(String right, String wrong, String sentence) {
        assertThat(TEMPLATE).contains(right);
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> roleOf(TEMPLATE.replace(right, wrong))).withMessageContaining(sentence);
    }

    private ExecutionRole roleOf(String template) {
        try {
            Path path = Files.writeString(folder.resolve("template.yaml"), template);
            var read = new Template(path, new StackIdentity("test", "us-east-1", "000000000000"), Map.of());
            Map<String, ExecutionRole> roles = ExecutionRoles.of(read,
                    new ResourceRefs(read, new Addresses(1, 1)));
            assertThat(roles.keySet()).isEqualTo(Set.of("Worker"));
            return roles.get("Worker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
