package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.lambda.FunctionJar;
import hermes.local.stack.Credentials;
import hermes.testing.ListeningSockets;
import hermes.testing.RawHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What web pages of other sites get at each port that a running stack has, in the header fields that browsers send. */
final class ForeignPagesTest {

    @TempDir
    static Path folder;

    private static LocalStack stack;
    private static List<InetSocketAddress> sockets;

    @BeforeAll
    static void start() throws IOException {
        FunctionJar.in(folder);
        Path template = Files.writeString(folder.resolve("template.yaml"), LocalStackTest.TEMPLATE);
        var opened = ListeningSockets
                .openedBy(() -> LocalStack.start(template, StackOptions.DEFAULT.withName("test")));
        stack = opened.result();
        sockets = List.copyOf(opened.sockets());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void everyPortIsKnown() {
        assertThat(sockets).as("AWS endpoint, gateway, Runtime API, DynamoDB Local, ElasticMQ").hasSize(5);
        assertThat(sockets).extracting(InetSocketAddress::getAddress)
                .allMatch(InetAddress::isLoopbackAddress);
    }

    /** DNS rebinding: to the browser the stack is the page's own site, so it may send and read everything. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:4651", "evil.localhost"})
    void nameThatWasBoundToThisMachineIsRefusedAtEveryPort(String host) {
        assertThat(guarded()).hasSize(4).allSatisfy(socket -> {
            assertThat(RawHttp.send(socket, "POST / HTTP/1.1\nHost: " + host + "\n" + signed("dynamodb")
                    + "\nX-Amz-Target: DynamoDB_20120810.ListTables", "{}"))
                    .startsWith("HTTP/1.1 403 ").contains("Refused: the request is for the host " + host);
            assertThat(RawHttp.send(socket, "GET / HTTP/1.1\nHost: " + host, ""))
                    .startsWith("HTTP/1.1 403 ").contains("Refused: the request is for the host " + host);
        });
    }

    /** What browsers send across origins without asking first, and what they ask first. */
    @ParameterizedTest
    @ValueSource(
            strings = {"POST / HTTP/1.1\nContent-Type: text/plain",
                    "POST / HTTP/1.1\nContent-Type: application/x-www-form-urlencoded",
                    "POST /test/@connections/L0SM9cOFvHcCIhw= HTTP/1.1\nContent-Type: text/plain",
                    "OPTIONS / HTTP/1.1\nAccess-Control-Request-Method: POST"})
    void pageOfAnotherOriginReachesNoProgramsPort(String request) {
        assertThat(guarded())
                .filteredOn(socket -> request.contains("@connections") || socket.getPort() != gatewayPort())
                .allSatisfy(socket -> assertThat(RawHttp.send(socket,
                        request + "\nHost: localhost:%d\nOrigin: http://evil.example\n%s".formatted(
                                socket.getPort(),
                                signed("sqs")),
                        "Action=SendMessage&MessageBody=%7B%7D&QueueUrl=" + stack.outputs().get("QueueUrl")))
                        .startsWith("HTTP/1.1 403 ").contains("of the origin http://evil.example")
                        .doesNotContainIgnoringCase("Access-Control-Allow"));
    }

    /** Its server takes no guard, so it hides. */
    @Test
    void queuesListenWhereNobodyLooksForThem() {
        assertThat(sockets).filteredOn(socket -> !isWellKnown(socket)).singleElement()
                .satisfies(queues -> assertThatExceptionOfType(ConnectException.class).isThrownBy(
                        () -> new Socket(InetAddress.getByName("127.0.0.1"), queues.getPort()).close()));
    }

    private static List<InetSocketAddress> guarded() {
        return sockets.stream().filter(ForeignPagesTest::isWellKnown).toList();
    }

    private static boolean isWellKnown(InetSocketAddress socket) {
        return Set.of("127.0.0.1", "0:0:0:0:0:0:0:1").contains(socket.getAddress().getHostAddress());
    }

    private static int gatewayPort() {
        return URI.create(stack.outputs().get("Url")).getPort();
    }

    private static String signed(String service) {
        return "Authorization: " + new Credentials("page", "x", "us-east-1").authorization(service);
    }
}
