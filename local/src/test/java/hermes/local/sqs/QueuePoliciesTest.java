package hermes.local.sqs;

import static org.assertj.core.api.Assertions.assertThatCode;

import hermes.local.stack.Addresses;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy that would have to be followed is refused; that of the project's template would not. */
final class QueuePoliciesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {Effect: Deny, Principal: '*', Condition: {Bool: {aws:SecureTransport: 'false'}}} | true
        {Effect: Allow, Principal: {Service: sns.amazonaws.com}}                          | true
        {Effect: Allow, Principal: '*'}                                                   | false
        {Effect: Allow, Principal: {AWS: '123456789012'}}                                 | false
        {Effect: Allow, Principal: {AWS: '123456789012', Service: sns.amazonaws.com}}     | false
        {Effect: Deny, Principal: '*'}                                                    | false
        {Effect: Deny, Principal: '*', Condition: {Bool: {aws:SecureTransport: 'true'}}}  | false
        {Effect: Deny, Principal: '*', Condition: {StringEquals: {aws:SourceAccount: 1}}} | false
        """)
    void policyIsTakenIfItChangesNothingHere(String statement, boolean taken) throws IOException {
        var file = Files.writeString(folder.resolve("template.yaml"), """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Queue: {Type: "AWS::SQS::Queue"}
              Policy:
                Type: AWS::SQS::QueuePolicy
                Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: [%s]}}
            """.formatted(statement));
        var template = new Template(file, new StackIdentity("test", "us-east-1", "000000000000"), Map.of());

        var check = assertThatCode(
                () -> QueuePolicies.check(template, new ResourceRefs(template, new Addresses(1, 1))));
        if (taken) {
            check.doesNotThrowAnyException();
        } else {
            check.isInstanceOf(LocalStackException.class);
        }
    }
}
