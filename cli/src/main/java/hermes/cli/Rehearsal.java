package hermes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Runs every command once, against a stack that is none: the archive of classes that the JVM writes at the end then serves
 * all of them, whichever is typed first. What the commands make of empty answers does not matter; they load the same
 * classes.
 */
final class Rehearsal {

    static final List<String> COMMANDS = List.of("--help", "status", "outputs",
            "token --room r --user u",
            "publish --room r --user u 1", "connections", "connections --room r", "inbox --room r --user u",
            "grant --room r --user u",
            "ungrant --room r --user u", "kick --room r --yes", "revoke --room r --user u --yes --watch 1s",
            "dead-letters",
            "rotate-key --token-lifetime 1h --yes");

    private Rehearsal() {}

    public static void main(String... args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::answer);
        server.start();
        int port = server.getAddress().getPort();
        Map.of("aws.endpointUrl", url(port), "aws.region", "us-east-1", "aws.accessKeyId", "any",
                "aws.secretAccessKey", "any", "aws.maxAttempts", "1").forEach(System::setProperty);
        for (var command : COMMANDS) {
            run(command + " --port " + port);
            run(command + " --stack rehearsal");
        }
        run("cost --connections 1000 --messages-per-day 5000");
        server.stop(0);
    }

    private static void run(String line) {
        var nowhere = new PrintWriter(OutputStream.nullOutputStream());
        Main.commandLine().setOut(nowhere).setErr(nowhere).execute(line.split(" "));
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }

    /** With what makes a command go on to its next call: the outputs of a stack; else with nothing in it. */
    private static void answer(HttpExchange exchange) throws IOException {
        var request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var address = url(exchange.getLocalAddress().getPort());
        byte[] answer = answer(exchange.getRequestURI().getPath(), request, address).getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private static String answer(String path, String request, String address) {
        if (path.equals("/api/outputs")) {
            return "{%s}".formatted(outputs("\"%s\":\"%s\"", ",", address));
        }
        if (request.contains("Action=DescribeStacks")) {
            return ("<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>%s</Outputs></member></Stacks>"
                    + "</DescribeStacksResult></DescribeStacksResponse>").formatted(outputs(
                            "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>", "",
                            address));
        }
        return path.startsWith("/api/connections") && request.isEmpty()
                ? "[]"
                : "{\"SecretString\":\"%s\"}"
                        .formatted("k".repeat(64));
    }

    private static String outputs(String each, String separator, String address) {
        return String.join(separator, List.of("WebSocketUrl", "ManagementUrl", "QueueUrl", "OrderedQueueUrl",
                "DeadLetterQueueUrl", "OrderedDeadLetterQueueUrl", "ConnectionsTableName", "TokensTableName",
                "NotificationsTableName", "InboxStatesTableName", "JwtSecretArn", "PasscodeSecretArn")
                .stream()
                .map(name -> each.formatted(name, name.endsWith("Url") ? address + "/1/q" : "r")).toList());
    }
}
