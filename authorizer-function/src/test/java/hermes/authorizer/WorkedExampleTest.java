package hermes.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hermes.local.DynamoDbExtension;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What docs/protocol.md tells backends to write is what the authorizer accepts. */
class WorkedExampleTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    /** Less than 366 days before the token expires. */
    private final SettableClock clock = new SettableClock(Instant.parse("2099-12-31T00:00:00Z"));
    private final JsonNode example = json(PROJECT.resolve("docs/worked-example.json"));

    @Test
    void authorizerAcceptsTheExample() {
        db.client().putItem(put -> put.tableName(db.table("TokensTable")).item(row()));

        var answer = authorizer().answer(event(), null);

        assertThat(JSON.<JsonNode>valueToTree(answer)).isEqualTo(
                tree("""
                    {"principalId": "7", "context": {"user_id": "7", "room_id": "acme", "expires_at": "4102444800"},
                     "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow",
                      "Resource": "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/$connect"}]}}"""));
    }

    /** API Gateway hands the authorizer's context on with the handshake, with each message and with the end. */
    @Test
    void eventsOfTheConnectionCarryWhatTheAuthorizerSaid() throws IOException {
        try (var files = Files.newDirectoryStream(PROJECT.resolve("events"), "*.json")) {
            var contexts = StreamSupport.stream(files.spliterator(), false)
                    .map(file -> json(file).path("requestContext").path("authorizer"))
                    .filter(JsonNode::isObject).toList();

            assertThat(contexts).hasSizeGreaterThan(10).allSatisfy(context -> {
                assertThat(context.path("user_id").textValue()).isEqualTo("7");
                assertThat(context.path("room_id").textValue()).isEqualTo(text("room_id"));
                assertThat(context.path("expires_at").textValue()).isEqualTo(example.path("exp").asText());
            });
        }
    }

    @Test
    void fingerprintIsTheDigestOfUserPasscodeAndRoom() throws Exception {
        var hashed = example.path("user_id").asText() + text("passcode") + text("room_id");

        assertThat(text("hashed")).isEqualTo(hashed);
        assertThat(text("sha256")).isEqualTo(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(UTF_8))));
    }

    @Test
    void tokenIsTheSignedHeaderAndPayload() throws Exception {
        var parts = text("jwt").split("\\.");
        var mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(text("key").getBytes(UTF_8), "HmacSHA512"));

        assertThat(decoded(parts[0])).isEqualTo(example.path("jwt_header").toString());
        assertThat(decoded(parts[1])).isEqualTo(example.path("jwt_payload").toString());
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
    }

    @Test
    void documentationShowsTheSameValues() throws IOException {
        assertThat(Files.readString(PROJECT.resolve("docs/protocol.md"))).contains(text("passcode"),
                text("key"),
                text("hashed"), text("sha256"), example.path("token_row").path("token").textValue(),
                example.path("jwt_header").toString(), example.path("jwt_payload").toString(), text("jwt"));
    }

    private AuthorizerFunction authorizer() {
        return new AuthorizerFunction(
                new Authorizer(new ExampleKey(Algorithm.HMAC512(text("key").getBytes(UTF_8))),
                        new TokenVerifier(clock, Optional.empty()),
                        new DynamoTokenRows(db.client(), db.table("TokensTable"))));
    }

    /** The event has more than the class knows; Lambda passes over that as well. */
    private HandshakeEvent event() {
        var json = json(PROJECT.resolve("events/authorizer.json"));
        assertThat(json.path("queryStringParameters").path("token").textValue()).isEqualTo(text("jwt"));

        var event = new HandshakeEvent();
        event.setMethodArn(json.path("methodArn").textValue());
        event.setQueryStringParameters(Map.of("token", text("jwt")));
        return event;
    }

    private Map<String, AttributeValue> row() {
        return example.path("token_row").properties().stream().collect(
                toMap(Map.Entry::getKey,
                        attribute -> AttributeValue.fromS(attribute.getValue().textValue())));
    }

    private String text(String name) {
        return example.path(name).textValue();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static JsonNode json(Path file) {
        try {
            return tree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record ExampleKey(Algorithm key) implements SigningKeys {

        @Override
        public List<Algorithm> current() {
            return List.of(key);
        }

        @Override
        public Optional<List<Algorithm>> renewed() {
            return Optional.empty();
        }
    }
}
