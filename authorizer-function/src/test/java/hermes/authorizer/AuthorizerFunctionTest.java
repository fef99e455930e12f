package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.common.event.AnswerWriter;
import hermes.testing.FakeSecrets;
import hermes.testing.LambdaContext;
import hermes.testing.RecordedEvents;
import hermes.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.core.exception.SdkClientException;

class AuthorizerFunctionTest {
    private static final String ARN = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/$connect";

    private SettableClock clock = new SettableClock(Jws.NOW);
    private final LambdaContext context = new LambdaContext(Duration.ofSeconds(1));
    private FakeSecrets secrets = new FakeSecrets().with("jwt-secret", Jws.KEY);
    private TokenRows rows = (_, _) -> Optional.of(row(BCrypt.hashpw("secret", BCrypt.gensalt(4))));

    @Test
    void allowedTokenGetsAPolicyForExactlyItsRequest() {
        assertThat(answer(token("\"7\"", "\"acme\"", "")))
                .isEqualTo(Map.of("principalId", "7", "policyDocument",
                        policy("Allow"), "context", context(Map.of("user_id", "7", "room_id", "acme"))));
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void idsThatAreNumbersReachTheContextAsTexts() {
        assertThat(answer(token("7", "42", ""))).containsEntry("principalId", "7").containsEntry("context",
                context(Map.of("user_id", "7", "room_id", "42")));
    }

    @Test
    void tokenThatMayNotSendSaysSoAndOthersSayNothing() {
        assertThat(answer(token("7", "42", ",\"send\":false"))).containsEntry("context",
                context(Map.of("user_id", "7", "room_id", "42", "send", "false")));
        assertThat(answer(token("7", "42", ",\"send\":true"))).containsEntry("context",
                context(Map.of("user_id", "7", "room_id", "42")));
    }

    @Test
    void deniedTokenGetsAPolicyThatTellsNothing() {
        assertThat(answer("garbage"))
                .isEqualTo(Map.of("principalId", "denied", "policyDocument", policy("Deny")));
    }

    @Test
    void denialIsOneLogLineWithItsReasonAndWithoutTheToken() {
        var token = Jws.signed(Jws.HEADER, claims("7", "42", ""), Jws.OTHER_KEY);

        answer(token);

        assertThat(context.lines()).containsExactly("Denied: bad_signature");
    }

    /** API Gateway answers 401 for exactly this message, and 500 for any other. */
    @Test
    void handshakeWithoutTokenIsUnauthorized() throws IOException {
        for (var event : List.of(new HandshakeEvent(), event(Map.of()), event(Map.of("token", " ")),
                recorded("authorizer-no-token.json"))) {
            assertThatThrownBy(() -> function().answer(event, context))
                    .isInstanceOf(UnauthorizedException.class).hasMessage("Unauthorized");
        }
        assertThat(context.lines()).isEmpty();
    }

    /** The alarm for a failing authorizer leaves out what the template's filter finds; anybody can cause these. */
    @Test
    void filterOfTheTemplateFindsHandshakesWithoutToken() throws IOException {
        var reported = new UnauthorizedException();

        assertThat(Files.readString(Path.of("..", "template.yaml")))
                .contains("FilterPattern: '{ $.message = \"%s: %s*\" }'".formatted(reported.getMessage(),
                        reported.getClass().getName()));
    }

    @Test
    void eventWithoutMethodArnIsAFault() {
        var withoutArn = event(Map.of("token", "garbage"));
        withoutArn.setMethodArn(null);

        assertThatThrownBy(() -> function().answer(withoutArn, context))
                .hasMessageContaining("no methodArn");
    }

    @Test
    void faultOfOursIsThrownAndNotLoggedAsADenial() {
        secrets.fail(SdkClientException.create("connection reset"));

        assertThatThrownBy(() -> answer(token("7", "42", ""))).isInstanceOf(SecretUnavailableException.class);
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void longestIdsFitTheAnswerThatApiGatewayTakes() throws IOException {
        var longest = "\"" + "\\\"".repeat(256) + "\"";

        var answer = serialized(answer(token(longest, longest, ",\"send\":false")));

        assertThat(answer).hasSizeBetween(1500, 8 * 1024);
    }

    @Test
    void recordedEventIsAllowed() throws IOException {
        var example = json("docs/worked-example.json");
        clock = new SettableClock(Instant.ofEpochSecond(4102444800L - 60));
        secrets = new FakeSecrets().with("jwt-secret", example.get("key").textValue());
        rows = (user, room) -> user.equals("7") && room.equals("acme")
                ? Optional.of(row(example.at("/token_row/token").textValue()))
                : Optional.empty();

        for (var name : List.of("authorizer.json", "authorizer-subprotocol.json")) {
            assertThat(function().answer(recorded(name), context))
                    .containsEntry("policyDocument", policy("Allow"))
                    .containsEntry("context",
                            Map.of("user_id", "7", "room_id", "acme", "expires_at", "4102444800"));
        }
    }

    @Test
    void recordedEventsWithWrongTokensAreDeniedForTheirReasons() throws IOException {
        secrets = new FakeSecrets().with("jwt-secret",
                json("docs/worked-example.json").get("key").textValue());

        function().answer(recorded("authorizer-wrong-signature.json"), context);
        function().answer(recorded("authorizer-not-a-token.json"), context);
        function().answer(recorded("authorizer-tokens-differ.json"), context);

        assertThat(context.lines()).containsExactly("Denied: bad_signature", "Denied: malformed",
                "Denied: tokens_differ");
    }

    @Test
    void streamOfTheRuntimeIsAnsweredWithThePolicy() throws IOException {
        var answer = new ByteArrayOutputStream();

        function().handleRequest(RecordedEvents.open("authorizer-not-a-token.json"), answer, context);

        var policy = Map.of("principalId", "denied", "policyDocument", policy("Deny"));
        assertThat(new ObjectMapper().readTree(answer.toByteArray()))
                .isEqualTo(new ObjectMapper().valueToTree(policy));
    }

    @ParameterizedTest
    @MethodSource("hermes.testing.RecordedEvents#names")
    void eventIsReadAsTheRuntimeReadsIt(String name) throws IOException {
        var runtime = JacksonFactory.getInstance().getSerializer(HandshakeEvent.class)
                .fromJson(RecordedEvents.open(name));

        assertThat(recorded(name)).usingRecursiveComparison()
                .comparingOnlyFields("methodArn", "headers", "multiValueHeaders", "queryStringParameters",
                        "multiValueQueryStringParameters")
                .isEqualTo(runtime);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsExplainedToOperators(Reason reason) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
                .contains("`" + reason.code() + "`");
    }

    @Test
    void primingReadsTheSecretAndTheTableAndAllowsNobody() {
        var asked = new ArrayList<String>();
        var keys = new SecretKeys(secrets, "jwt-secret", clock);

        new PrimingDecision(keys, (user, room) -> {
            asked.add(user + "@" + room);
            return Optional.empty();
        }, clock).run();

        assertThat(asked).containsExactly("priming@priming");
        assertThat(secrets.reads()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
    }

    @Test
    void constructorWithoutConfigurationNamesTheMissingVariable() {
        assertThatThrownBy(AuthorizerFunction::new).hasMessageStartingWith("TOKENS_TABLE is not set");
    }

    private AuthorizerFunction function() {
        return new AuthorizerFunction(
                new Authorizer(new SecretKeys(secrets, "jwt-secret", clock),
                        new TokenVerifier(clock, Optional.empty()),
                        rows));
    }

    /** With the end of a connection whose token lives for an hour. */
    private Map<String, Object> context(Map<String, String> claims) {
        var context = new HashMap<String, Object>(claims);
        context.put("expires_at", Long.toString(clock.instant().getEpochSecond() + 3600));
        return context;
    }

    private static TokenRow row(String hash) {
        return new TokenRow(Optional.of(hash), Optional.empty());
    }

    private Map<String, Object> answer(String token) {
        return function().answer(event(Map.of("token", token)), context);
    }

    private String token(String user, String room, String more) {
        return Jws.signed(claims(user, room, more));
    }

    private String claims(String user, String room, String more) {
        return "{\"user_id\":%s,\"room_id\":%s,\"token\":\"secret\",\"exp\":%d%s}".formatted(user, room,
                clock.instant().getEpochSecond() + 3600, more);
    }

    private static HandshakeEvent event(Map<String, String> query) {
        var event = new HandshakeEvent();
        event.setMethodArn(ARN);
        event.setQueryStringParameters(query);
        return event;
    }

    private static Map<String, Object> policy(String effect) {
        return Map.of("Version", "2012-10-17", "Statement",
                List.of(Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", ARN)));
    }

    private static HandshakeEvent recorded(String name) throws IOException {
        return HandshakeEvent.read(RecordedEvents.open(name));
    }

    private static byte[] serialized(Map<String, Object> answer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        AnswerWriter.write(answer, bytes);
        return bytes.toByteArray();
    }

    private static JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(Path.of("..", path).toFile());
    }
}
