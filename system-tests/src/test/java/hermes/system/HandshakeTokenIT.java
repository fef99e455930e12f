package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Hermes;
import hermes.backend.StackOutputs;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.stack.StackEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Both ways of the token through the whole stack, which logs all it can and must not log one of them. */
final class HandshakeTokenIT {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final SdkHttpClient AWS_HTTP = UrlConnectionHttpClient.create();
    private static final Queue<StackEvent> LOG = new ConcurrentLinkedQueue<>();

    private static LocalStack stack;
    private static Hermes backend;

    @BeforeAll
    static void startStack() {
        stack = LocalStack.start(Path.of("..", "template.yaml").toAbsolutePath().normalize(),
                StackOptions.DEFAULT.withParameters(Map.of("LogLevel", "TRACE")).withLog(LOG::add));
        backend = Hermes.of(StackOutputs.of(stack.outputs()),
                new Hermes.Clients(onStack(DynamoDbClient.builder()), onStack(SqsClient.builder()),
                        onStack(SecretsManagerClient.builder())));
    }

    @AfterAll
    static void stopStack() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void offeredTokenConnectsAndTheAnswerNamesTheSubprotocolButNotTheToken() {
        var socket = connect("", "hermes", "hermes.token." + token());

        assertThat(socket.getSubprotocol()).isEqualTo("hermes");
        socket.abort();
    }

    @Test
    void tokenInTheUrlConnectsWithoutSubprotocol() {
        var socket = connect("?token=" + token());

        assertThat(socket.getSubprotocol()).isEmpty();
        socket.abort();
    }

    @Test
    void sameTokenInBothPlacesConnects() {
        var token = token();

        connect("?token=" + token, "hermes", "hermes.token." + token).abort();
    }

    @Test
    void handshakeWithoutTokenIs401() {
        assertThat(status("")).isEqualTo(401);
        assertThat(status("?token=")).isEqualTo(401);
        assertThat(status("", "hermes")).isEqualTo(401);
        assertThat(status("", "hermes", "chat")).isEqualTo(401);
    }

    @Test
    void wrongTokenAndDifferentTokensAre403() {
        assertThat(status("", "hermes", "hermes.token.wrong")).isEqualTo(403);
        assertThat(status("?token=" + token(), "hermes", "hermes.token." + token())).isEqualTo(403);
        assertThat(status("?token=wrong", "hermes", "hermes.token." + token())).isEqualTo(403);
    }

    @Test
    void noLogLineHoldsAToken() {
        var accepted = token();
        var refused = withAnotherSignature(token());

        connect("", "hermes", "hermes.token." + accepted).abort();
        connect("?token=" + accepted).abort();
        status("", "hermes", "hermes.token." + refused);
        status("?token=" + refused);

        assertThat(LOG).anyMatch(event -> event.toString().contains("Denied: bad_signature"));
        assertThat(LOG).extracting(Object::toString).noneMatch(line -> line.contains(accepted)
                || line.contains(refused) || line.contains("hermes.token."));
    }

    private static String withAnotherSignature(String token) {
        int signature = token.lastIndexOf('.') + 1;
        return token.substring(0, signature) + (token.charAt(signature) == 'A' ? 'B' : 'A')
                + token.substring(signature + 1);
    }

    private static String token() {
        return backend.tokens().issue("user-" + System.nanoTime(), "acme", LIFETIME);
    }

    private static WebSocket connect(String query, String... subprotocols) {
        var handshake = HTTP.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            handshake.subprotocols(subprotocols[0],
                    Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
        }
        return handshake
                .buildAsync(URI.create(stack.outputs().get("WebSocketUrl") + query),
                        new WebSocket.Listener() {
                        })
                .join();
    }

    private static int status(String query, String... subprotocols) {
        try {
            connect(query, subprotocols).abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C onStack(B builder) {
        return builder.httpClient(AWS_HTTP).endpointOverride(stack.awsEndpoint()).region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "local")))
                .build();
    }
}
