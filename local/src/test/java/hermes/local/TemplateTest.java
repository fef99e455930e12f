package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.stack.Addresses;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateTest {

    private static final StackIdentity STACK = new StackIdentity("test", "eu-west-1", "123456789012");

    private static final String HEAD = """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
          Hours: {Type: Number, Default: 24, MinValue: 1, MaxValue: 168}
          Zones: {Type: CommaDelimitedList, Default: "a, b"}
          Name: {Type: String, Default: "", MaxLength: 5, AllowedPattern: "[a-z]*"}
        Mappings:
          Sizes: {dev: {memory: 128}, prod: {memory: 1024}}
        Conditions:
          IsProduction: !Equals [!Ref Stage, prod]
          IsNamed: !Not [!Equals [!Ref Name, ""]]
          Both: !And [!Condition IsProduction, !Condition IsNamed]
          Either: !Or [{Condition: IsProduction}, !Condition IsNamed]
        Globals:
          Function:
            Timeout: 10
            AutoPublishAlias: live
            Environment: {Variables: {LEVEL: INFO, STAGE: !Ref Stage}}
        Resources:
          Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: !Sub "${AWS::StackName}-q"}}
          Extra: {Type: "AWS::SQS::Queue", Condition: IsProduction}
          Table: {Type: "AWS::DynamoDB::Table"}
          Secret: {Type: "AWS::SecretsManager::Secret"}
          Api:
            Type: AWS::Serverless::WebSocketApi
            Properties: {Routes: {sendMessageToSQS: {}, $connect: {}}}
          Function:
            Type: AWS::Serverless::Function
            Properties: {Timeout: 20, Environment: {Variables: {LEVEL: DEBUG}}}
        """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                !Ref Stage                                              | dev
                !Ref AWS::Region                                        | eu-west-1
                {Ref: AWS::AccountId}                                   | 123456789012
                !Ref Queue                                              | http://localhost:4501/123456789012/test-q
                !GetAtt Queue.Arn                                       | arn:aws:sqs:eu-west-1:123456789012:test-q
                !GetAtt [Queue, QueueName]                              | test-q
                {'Fn::GetAtt': [Table, Arn]}                            | arn:aws:dynamodb:eu-west-1:123456789012:table/test-Table
                !Ref Table                                              | test-Table
                !Ref Function                                           | test-Function
                !Ref Function.Alias                                     | arn:aws:lambda:eu-west-1:123456789012:function:test-Function:live
                !Ref ApiSendmessagetosqsRoute                           | ApiSendmessagetosqsRoute
                !Ref ApiConnectRoute                                    | ApiConnectRoute
                !Sub 'x ${Stage} ${Queue.QueueName} ${!Literal}'        | x dev test-q ${Literal}
                !Sub '${Function.Alias}'                                | arn:aws:lambda:eu-west-1:123456789012:function:test-Function:live
                !Sub ['${a}-${Stage}', {a: !Ref Hours}]                 | 24-dev
                !Join ['-', [a, !Ref Stage, c]]                         | a-dev-c
                !Join ['', !Ref Zones]                                  | ab
                !Select [1, !Ref Zones]                                 | b
                !Select [0, !Split [':', 'x:y']]                        | x
                !FindInMap [Sizes, !Ref Stage, memory]                  | 128
                !If [IsProduction, yes, no]                             | no
                {'Fn::If': [Either, yes, no]}                           | no
                !If [Both, yes, !If [IsNamed, named, nameless]]         | nameless
                """)
    void intrinsicFunctionGivesItsValue(String expression, String expected) {
        assertThat(outputs("Outputs: {Out: {Value: " + expression + "}}", Map.of())).containsEntry("Out",
                expected);
    }

    @Test
    void overridesDecideConditions() {
        var outputs = outputs(
                "Outputs: {Out: {Value: !If [Both, yes, no]}, Gone: {Condition: Either, Value: x}}",
                Map.of("Stage", "prod", "Name", "acme"));

        assertThat(outputs).containsEntry("Out", "yes").containsEntry("Gone", "x");
        assertThat(template("", Map.of("Stage", "prod")).resource("Extra")).isPresent();
        assertThat(template("", Map.of()).resource("Extra")).isEmpty();
    }

    @Test
    void outputOfAnUnmetConditionIsLeftOut() {
        assertThat(outputs("Outputs: {Gone: {Condition: IsProduction, Value: x}}", Map.of())).isEmpty();
    }

    @Test
    void globalsAreMergedUnderTheFunctionsOwnProperties() {
        Template template = template("", Map.of());
        Section function = template.properties(template.resource("Function").orElseThrow(),
                refs(template));

        assertThat(function.text("Timeout")).isEqualTo("20");
        assertThat(function.section("Environment").section("Variables").allTexts())
                .containsExactlyInAnyOrderEntriesOf(Map.of("LEVEL", "DEBUG", "STAGE", "dev"));
    }

    @Test
    void noValueDropsTheProperty() {
        Template template = template("""
              Other:
                Type: AWS::SQS::Queue
                Properties: {DelaySeconds: !If [IsProduction, 1, !Ref AWS::NoValue]}
            """, Map.of());

        assertThat(template.properties(template.resource("Other").orElseThrow(), refs(template)).names())
                .isEmpty();
    }

    @Test
    void addressOfTheApiBecomesLocal() {
        var outputs = outputs("""
            Outputs:
              Url: {Value: !Sub "wss://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}"}
              Management: {Value: !Sub "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}"}
            """, Map.of());

        assertThat(outputs).containsEntry("Url", "ws://localhost:4502/dev").containsEntry("Management",
                "http://localhost:4501/dev");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Stage | test  | line 3: Parameters.Stage: found 'test', expected one of dev, prod.
        Hours | x     | line 4: Parameters.Hours: found 'x', expected a number.
        Hours | 169   | line 4: Parameters.Hours: found '169', expected at most 168.
        Hours | 0     | line 4: Parameters.Hours: found '0', expected at least 1.
        Name  | abcdef| line 6: Parameters.Name: found 'abcdef', expected at most 5 characters.
        Name  | A     | line 6: Parameters.Name: found 'A', expected a text matching [a-z]*.
        Color | red   | line 3: Parameters: there is no parameter Color; there are Stage, Hours, Zones, Name.
        """)
    void wrongParameterIsNamedWithItsRule(String name, String value, String sentence) {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> template("", Map.of(name, value)))
                .withMessage("template.yaml " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                !Ref Nobody                      | Outputs.Out.Value: !Ref Nobody names nothing in the template
                !Ref Extra                       | Outputs.Out.Value: !Ref Extra names nothing in the template
                !GetAtt Queue.Color              | Outputs.Out.Value: Queue.Color names no resource and attribute that is known locally
                !Sub '${Nobody}'                 | Outputs.Out.Value: ${Nobody} names nothing in the template
                !If [NoSuch, a, b]               | Outputs.Out.Value: there is no condition NoSuch
                !FindInMap [Sizes, dev, color]   | Outputs.Out.Value: Mappings has no Sizes.dev.color
                !Select [7, !Ref Zones]          | Outputs.Out.Value: !Select 7 of a list of 2
                !ImportValue x                   | Outputs.Out.Value: Fn::ImportValue is not emulated
                !Join [a, b]                     | Outputs.Out.Value: a list is expected
                """)
    void brokenExpressionIsNamedWithItsPlace(String expression, String sentence) {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> outputs("Outputs:\n  Out:\n    Value: " + expression, Map.of()))
                .withMessageMatching("template\\.yaml line \\d+: .*").withMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                Topic: {Type: AWS::Kinesis::Stream}                                          | Topic: the resource type AWS::Kinesis::Stream is not emulated
                Keys: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: alias/own}}       | Keys.KmsMasterKeyId: is not emulated
                Loop: {Type: AWS::SQS::Queue, CreationPolicy: {}}                            | Loop.CreationPolicy: is not emulated
                Null: {Type: AWS::SQS::Queue, Properties: {QueueName: }}                     | a null value
                Queue: {Type: AWS::SQS::Queue}                                               | the key Queue is given twice
                """)
    void whatIsNotEmulatedIsRefused(String resource, String sentence) {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> template("  " + resource, Map.of()))
                .withMessageMatching("template\\.yaml line \\d+: .*").withMessageContaining(sentence);
    }

    @Test
    void textThatIsNotYamlIsNamedWithItsLine() throws IOException {
        Path path = Files.writeString(folder.resolve("template.yaml"), "Resources:\n  A: [1, 2\n  B: {}\n");

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(path, STACK, Map.of()))
                .withMessageStartingWith("template.yaml line 3: not YAML: ");
    }

    @Test
    void templateWithoutSamsTransformIsRefused() throws IOException {
        Path path = Files.writeString(folder.resolve("template.yaml"), "Resources: {}");

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(path, STACK, Map.of()))
                .withMessageContaining("expected Transform: AWS::Serverless-2016-10-31");
    }

    @Test
    void missingTemplateIsNamed() {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(folder.resolve("none.yaml"), STACK, Map.of()))
                .withMessageContaining("There is no template").withMessageContaining("none.yaml");
    }

    @Test
    void conditionThatDependsOnItselfIsRefused() throws IOException {
        Path path = Files.writeString(folder.resolve("template.yaml"), """
            Transform: AWS::Serverless-2016-10-31
            Conditions:
              A: !Not [!Condition B]
              B: !Not [!Condition A]
            Resources:
              Queue: {Type: "AWS::SQS::Queue", Condition: A}
            """);

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(path, STACK, Map.of()))
                .withMessageContaining("the condition depends on itself");
    }

    @Test
    void theProjectsTemplateDescribesAStack() {
        var template = new Template(ProjectTemplate.path(), STACK, Map.of());

        StackModel model = StackModel.of(template, new Addresses(4501, 4502));

        assertThat(model.data().tables()).containsOnlyKeys("ConnectionsTable", "TokensTable",
                "GrantsTable", "NotificationsTable", "InboxStatesTable");
        assertThat(model.data().queues()).containsOnlyKeys("NotificationQueue", "DeadLetterQueue",
                "OrderedQueue", "OrderedDeadLetterQueue");
        assertThat(model.functions().functions()).hasSize(4);
        assertThat(model.api().orElseThrow().routes()).hasSize(9);
        assertThat(model.refs().outputs()).containsEntry("WebSocketUrl",
                "ws://localhost:4502/development");
    }

    private Map<String, String> outputs(String tail, Map<String, String> overrides) {
        return refs(template(tail, overrides)).outputs();
    }

    private static ResourceRefs refs(Template template) {
        return new ResourceRefs(template, new Addresses(4501, 4502));
    }

    private Template template(String tail, Map<String, String> overrides) {
        try {
            Path path = Files.writeString(folder.resolve("template.yaml"), HEAD + tail);
            return new Template(path, STACK, overrides);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"dev | '' | ''", "prod | acme | ''", "dev | acme | ''",
                    "prod | '' | broken.yaml line 5: Rules.Named.Assertions: Production needs a name."})
    void rulesHoldBetweenParameters(String stage, String name, String refusal) throws IOException {
        var rules = """
            Rules:
              Named:
                RuleCondition: !Equals [!Ref Stage, prod]
                Assertions:
                  - Assert: !Not [!Equals [!Ref Name, ""]]
                    AssertDescription: Production needs a name
            """;
        var file = folder.resolve("broken.yaml");
        Files.writeString(file, rules + HEAD);
        var parameters = Map.of("Stage", stage, "Name", name);

        if (refusal.isEmpty()) {
            assertThat(new Template(file, STACK, parameters).resources("AWS::SQS::Queue")).isNotEmpty();
        } else {
            assertThatExceptionOfType(LocalStackException.class)
                    .isThrownBy(() -> new Template(file, STACK, parameters)).withMessage(refusal);
        }
    }

    @Test
    void rulesKnowNoConditions() throws IOException {
        var file = folder.resolve("broken.yaml");
        Files.writeString(file,
                "Rules: {R: {Assertions: [{Assert: !Condition IsProduction, AssertDescription: x}]}}\n"
                        + HEAD);

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(file, STACK, Map.of()))
                .withMessageContaining("there is no condition IsProduction");
    }
}
