package hermes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.lambda.FunctionJar;
import hermes.local.lambda.InvocationResult;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.sqs.SqsApi;
import hermes.local.stack.Credentials;
import hermes.local.stack.Json;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Invoked;
import hermes.local.stack.StackEvent.Warning;
import hermes.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("counts threads and processes")
final class LocalStackTest {

    /** A small stack of everything: a function with a queue, a table, a secret, an API without an authorizer. */
    static final String TEMPLATE = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              StageName: test
              RouteSelectionExpression: $request.body.action
              Routes:
                $connect: {FunctionArn: !Ref Probe.Alias}
                echo: {FunctionArn: !Ref Probe.Alias, RouteResponseSelectionExpression: $default}
          EchoResponse:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: {ApiId: !Ref Api, RouteId: !Ref ApiEchoRoute, RouteResponseKey: $default}
          Probe:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: probe.jar
              Handler: hermes.local.lambda.ProbeFunction
              Runtime: java25
              Timeout: 5
              AutoPublishAlias: live
              Environment: {Variables: {TABLE: !Ref Table, QUEUE_URL: !Ref Queue, API: !Sub "wss://${Api}.execute-api.${AWS::Region}.amazonaws.com/test"}}
              Events:
                Work:
                  Type: SQS
                  Properties: {Queue: !GetAtt Queue.Arn, FunctionResponseTypes: [ReportBatchItemFailures]}
          Queue: {Type: "AWS::SQS::Queue", Properties: {VisibilityTimeout: 30}}
          Secret: {Type: "AWS::SecretsManager::Secret", Properties: {SecretString: s}}
          Alarm: {Type: "AWS::CloudWatch::Alarm", Properties: {Whatever: 1}}
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              BillingMode: PAY_PER_REQUEST
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
        Outputs:
          Url: {Value: !Sub "wss://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/test"}
          QueueUrl: {Value: !Ref Queue}
        """;

    @TempDir
    Path folder;

    private final Set<Thread> serversBefore = servers();
    private final LinkedBlockingQueue<StackEvent> log = new LinkedBlockingQueue<>();
    private final StackOptions options = StackOptions.DEFAULT.withName("test").withLog(log::add);

    @Test
    void templateRunsAndLeavesNothingBehind() throws Exception {
        FunctionJar.in(folder);
        Set<Long> before = children();
        int awsPort;
        try (LocalStack stack = LocalStack.start(template(TEMPLATE), options);
                HttpClient http = HttpClient.newHttpClient()) {
            awsPort = stack.awsEndpoint().getPort();
            assertThat(stack.outputs().get("QueueUrl"))
                    .isEqualTo(stack.awsEndpoint() + "/000000000000/test-Queue");

            assertThat(environmentOf(stack)).contains("TABLE=test-Table",
                    "QUEUE_URL=" + stack.outputs().get("QueueUrl"),
                    "API=" + stack.outputs().get("Url"), "AWS_ENDPOINT_URL=" + stack.awsEndpoint());
            assertThatAMessageReachesTheFunction(stack, http);
            assertThatTheApiAnswers(stack, http);
        }

        assertThat(children()).isEqualTo(before);
        assertThatNoServerIsLeft();
        new ServerSocket(awsPort, 1, InetAddress.getByName("localhost")).close();
        assertThat(log).noneMatch(Warning.class::isInstance);
    }

    @Test
    void closingAgainChangesNothing() {
        FunctionJar.in(folder);
        LocalStack stack = LocalStack.start(template(TEMPLATE), options);

        stack.close();
        stack.close();

        assertThat(stack.invoke("Probe", "1".getBytes(UTF_8)))
                .isInstanceOf(InvocationResult.NotInvocable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                CodeUri: probe.jar                      | CodeUri: none.jar                        | Probe: there is no
                Handler: hermes.local.lambda.ProbeFunction     | Handler: hermes.local.lambda.Wrong              | Probe: the Handler names the class hermes.local.lambda.Wrong, which is not in
                Handler: hermes.local.lambda.ProbeFunction     | Handler: hermes.local.lambda.BrokenFunction     | Probe cannot start: java.lang.IllegalStateException: TABLE is missing
                Handler: hermes.local.lambda.ProbeFunction     | Handler: hermes.local.lambda.ProbeFunction::nothing | Probe: the Handler names the method nothing, which the class hermes.local.lambda.ProbeFunction does not have
                Runtime: java25                         | Runtime: java21                          | line 17: Probe: found Runtime java21, only java25 is emulated
                Timeout: 5                              | Timeout: 901                             | line 20: Probe.Timeout: found 901, expected 1 to 900
                VisibilityTimeout: 30                   | VisibilityTimeout: 4                     | The queue test-Queue has a VisibilityTimeout of 4 s, less than the Timeout of Probe, 5 s.
                VisibilityTimeout: 30                   | FifoQueue: true                          | Queue: a queue is FIFO if and only if FifoQueue is true and its QueueName ends with .fifo; it is called test-Queue
                Queue: !GetAtt Queue.Arn                | Queue: 'arn:aws:sqs:x:1:other'           | Probe has an event of arn:aws:sqs:x:1:other, which is not a queue of this template
                $connect: {FunctionArn: !Ref Probe.Alias} | $connect: {FunctionArn: 'arn:aws:other'} | Api.Routes.$connect: arn:aws:other is not the ARN of a function of this template
                RouteId: !Ref ApiEchoRoute              | RouteId: ApiOtherRoute                   | Api.Routes.echo: the route has a RouteResponseSelectionExpression but no
                SecretString: s                         | Description: s                           | Secret: either SecretString or GenerateSecretString is expected
                BillingMode: PAY_PER_REQUEST            | BillingMode: PROVISIONED                 | Table: only BillingMode PAY_PER_REQUEST is emulated
                KeyType: HASH                           | KeyType: RANGE                           | DynamoDB refuses the table test-Table
                AttributeName: id, KeyType              | AttributeName: other, KeyType            | DynamoDB refuses the table test-Table
                """)
    void whatIsWrongIsOneSentenceAndNothingIsLeftRunning(String right, String wrong, String sentence) {
        FunctionJar.in(folder);
        Set<Long> before = children();
        assertThat(TEMPLATE).contains(right);

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> LocalStack.start(template(TEMPLATE.replace(right, wrong)), options))
                .withMessageContaining(sentence).withMessageMatching("[^\\n]*");
        assertThat(children()).isEqualTo(before);
        assertThatNoServerIsLeft();
    }

    @Test
    void takenPortIsNamedAndNothingIsLeftRunning() throws IOException {
        FunctionJar.in(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int port = taken.getLocalPort();
            assertThatExceptionOfType(LocalStackException.class)
                    .isThrownBy(() -> LocalStack.start(template(TEMPLATE), options.withPorts(port, 0)))
                    .withMessageStartingWith("The AWS endpoint cannot listen on port " + port);
            assertThatExceptionOfType(LocalStackException.class)
                    .isThrownBy(() -> LocalStack.start(template(TEMPLATE), options.withPorts(0, port)))
                    .withMessageStartingWith("The gateway cannot listen on port " + port);
        }
        assertThatNoServerIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64,Linux/x86_64/libsqlite4java.so",
            "Linux,aarch64,Linux/aarch64/libsqlite4java.so",
            "Mac OS X,aarch64,Mac/aarch64/libsqlite4java.dylib",
            "Mac OS X,x86_64,Mac/x86_64/libsqlite4java.dylib"})
    void runsOnLinuxAndMacs(String operatingSystem, String processor, String database) {
        assertThatNoException().isThrownBy(() -> Platform.require(operatingSystem, processor));
        assertThat(getClass().getResource(
                "/software/amazon/dynamodb/services/local/shared/access/sqlite/native/" + database))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11,amd64,WSL", "Linux,riscv64,container", "FreeBSD,amd64,container",
            "Linux,i386,container"})
    void otherPlatformsAreToldTheWayOut(String operatingSystem, String processor, String wayOut) {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> Platform.require(operatingSystem, processor))
                .withMessageContaining(operatingSystem).withMessageContaining(processor)
                .withMessageContaining(wayOut);
    }

    private void assertThatAMessageReachesTheFunction(LocalStack stack, HttpClient http)
            throws InterruptedException {
        var sqs = new SqsApi(http, stack.awsEndpoint(), new Credentials("user", "x", "us-east-1"));
        ObjectNode message = Json.object().put("QueueUrl", stack.outputs().get("QueueUrl")).put("MessageBody",
                "{}");
        String id = sqs.call("SendMessage", message).path("MessageId").asText();

        StackEvent event;
        do {
            event = log.poll(30, SECONDS);
            assertThat(event).as("the invocation with message " + id).isNotNull();
        } while (!(event instanceof Invoked invoked && invoked.input().equals("1 record " + id)));
    }

    /** The probe answers what is no answer to $connect, which is an error of the integration: 502. */
    private static void assertThatTheApiAnswers(LocalStack stack, HttpClient http) {
        var handshake = http.newWebSocketBuilder().buildAsync(URI.create(stack.outputs().get("Url")),
                new WebSocket.Listener() {
                });

        assertThatExceptionOfType(CompletionException.class).isThrownBy(handshake::join)
                .withCauseInstanceOf(WebSocketHandshakeException.class)
                .matches(e -> ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode() == 502);
    }

    private void assertThatNoServerIsLeft() {
        Eventually.isTrue("no server is left", () -> serversBefore.containsAll(servers()));
    }

    /** Undertow, Jetty and Pekko have threads with names of their own for as long as they run. */
    private static Set<Thread> servers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("XNIO-.*|qtp.*|queues-.*"))
                .collect(Collectors.toSet());
    }

    private static String environmentOf(LocalStack stack) {
        InvocationResult outcome = stack.invoke("Probe", "\"environment\"".getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(Returned.class);
        return new String(((Returned) outcome).payload(), UTF_8);
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private Path template(String text) {
        try {
            return Files.writeString(folder.resolve("template.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
