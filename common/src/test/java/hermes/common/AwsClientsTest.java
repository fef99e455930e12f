package hermes.common;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AwsClientsTest {
    private static final Map<String, String> LAMBDA = Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID",
            "AKIDENVIRONMENT", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "session");

    @TempDir
    private Path home;

    /** What was signed, with which session, in the order in which it came. */
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void onLambdaRegionKeysAndSessionAreThoseOfTheEnvironment() throws Exception {
        ask(LAMBDA, Map.of("AWS_ENDPOINT_URL", url("/all")));

        assertThat(requests).containsExactly("/all/ AKIDENVIRONMENT in eu-west-1 with session");
    }

    @Test
    void endpointOfTheServiceGoesBeforeThatOfAll() throws Exception {
        ask(LAMBDA, Map.of("AWS_ENDPOINT_URL", url("/all"), "AWS_ENDPOINT_URL_DYNAMODB", url("/dynamodb")));

        assertThat(requests).containsExactly("/dynamodb/ AKIDENVIRONMENT in eu-west-1 with session");
    }

    @Test
    void propertiesOfTheProcessGoBeforeItsEnvironment() throws Exception {
        ask(LAMBDA, Map.of("AWS_ENDPOINT_URL", url("/all")), "-Daws.region=eu-central-1",
                "-Daws.accessKeyId=AKIDPROPERTY", "-Daws.secretAccessKey=secret");

        assertThat(requests).containsExactly("/all/ AKIDPROPERTY in eu-central-1 with null");
    }

    /** As after a restore from a snapshot, where Lambda hands out keys over HTTP and sets none. */
    @Test
    void withoutKeysInTheEnvironmentThoseOfTheContainerAreAskedFor() throws Exception {
        ask(Map.of("AWS_REGION", "eu-west-1"),
                Map.of("AWS_ENDPOINT_URL", url("/all"), "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        url("/credentials"), "AWS_CONTAINER_AUTHORIZATION_TOKEN", "token"));

        assertThat(requests).containsExactly("/credentials",
                "/all/ AKIDCONTAINER in eu-west-1 with restored");
    }

    @Test
    void silentServiceIsGivenUpBeforeTheFunctionTimesOut() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var dynamoDb = AwsClients.configured(DynamoDbClient.builder()).region(Region.EU_WEST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .credentialsProvider(AnonymousCredentialsProvider.create()).build()) {
            var start = Instant.now();

            assertThatThrownBy(dynamoDb::listTables).isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("timed out");

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(6),
                    Duration.ofSeconds(10));
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** In a process of its own, because no other has an environment that a test can choose. */
    private void ask(Map<String, String> lambda, Map<String, String> more, String... properties)
            throws Exception {
        var command = Stream.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of(properties), Stream.of("-Duser.home=" + home, "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("java.class.path"), ListTables.class.getName()))
                .flatMap(part -> part).toList();
        var process = new ProcessBuilder(command).inheritIO();
        process.environment().clear();
        // Without it Java finds nothing below a folder with an umlaut.
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().putAll(lambda);
        process.environment().putAll(more);
        assertThat(process.start().waitFor()).as("its exit code").isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var credentials = path.equals("/credentials");
            var body = credentials
                    ? "{\"AccessKeyId\":\"AKIDCONTAINER\",\"SecretAccessKey\":\"secret\",\"Token\":\"restored\","
                            + "\"Expiration\":\"2100-01-01T00:00:00Z\"}"
                    : "{\"TableNames\":[]}";
            requests.add(credentials ? path : path + " " + signature(exchange));
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    /** "AWS4-HMAC-SHA256 Credential=KEY/DAY/REGION/…". */
    private static String signature(HttpExchange exchange) {
        var scope = exchange.getRequestHeaders().getFirst("Authorization").split("=")[1].split("/");
        return "%s in %s with %s".formatted(scope[0], scope[2],
                exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
    }
}
