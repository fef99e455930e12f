package hermes.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers DescribeStacks for one stack.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">
 *      DescribeStacks</a>
 */
final class FakeCloudFormation implements AutoCloseable {

    private final HttpServer server;
    private final String stack;
    private final Map<String, String> outputs;
    private final Map<String, String> parameters;

    private FakeCloudFormation(HttpServer server, String stack, Map<String, String> outputs,
            Map<String, String> parameters) {
        this.server = server;
        this.stack = stack;
        this.outputs = outputs;
        this.parameters = parameters;
    }

    static FakeCloudFormation start(String stack, Map<String, String> outputs, Map<String, String> parameters)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var fake = new FakeCloudFormation(server, stack, outputs, parameters);
        server.createContext("/", fake::answer);
        server.start();
        return fake;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
        String asked = request.replaceFirst(".*StackName=([^&]*).*", "$1");
        byte[] answer = (asked.equals(stack) ? description() : notFound(asked))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(asked.equals(stack) ? 200 : 400, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private String description() {
        String members = members(outputs, "Output");
        return """
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult>\
            <Stacks><member><StackName>%s</StackName><Outputs>%s</Outputs><Parameters>%s</Parameters></member></Stacks>\
            </DescribeStacksResult></DescribeStacksResponse>"""
                .formatted(stack, members, members(parameters, "Parameter"));
    }

    private static String members(Map<String, String> values, String kind) {
        return values.entrySet().stream()
                .map(value -> "<member><%3$sKey>%1$s</%3$sKey><%3$sValue>%2$s</%3$sValue></member>"
                        .formatted(value.getKey(), value.getValue(), kind))
                .collect(Collectors.joining());
    }

    private static String notFound(String stack) {
        return """
            <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>\
            <Code>ValidationError</Code><Message>Stack with id %s does not exist</Message></Error></ErrorResponse>"""
                .formatted(stack);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
