package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.local.DynamoDbExtension;
import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks tokens with the JDK's own HMAC and digest: what is read here is what a verifier in any language sees. */
class TokensTest {
    private static final String KEY = "k".repeat(64);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final SettableClock clock = new SettableClock(NOW);
    private final FakeSecrets secrets = new FakeSecrets().with("key", KEY).with("passcode", "pass");
    private Tokens tokens;

    @BeforeEach
    void useTable() {
        tokens = tokens(db.table("TokensTable"));
    }

    private Tokens tokens(String table) {
        return new SignedTokens(db.client(), table,
                new SignedTokens.Secrets(new Secret(secrets, "key", clock),
                        new Secret(secrets, "passcode", clock)),
                Optional.empty(), clock);
    }

    @Test
    void tokenIsSignedWithHs512() throws Exception {
        var parts = tokens.issue("7", "acme", Duration.ofHours(1)).split("\\.");

        var mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA512"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
        assertThat(json(parts[0]).path("alg").textValue()).isEqualTo("HS512");
    }

    @Test
    void claimsAreThoseOfTheProtocol() throws Exception {
        var claims = json(tokens.issue("7", "acme", Duration.ofHours(1)).split("\\.")[1]);

        var fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("7passacme".getBytes(UTF_8)));
        assertThat(claims).isEqualTo(new ObjectMapper().createObjectNode().put("user_id", "7")
                .put("room_id", "acme").put("token", fingerprint)
                .put("iat", (int) NOW.getEpochSecond())
                .put("exp", (int) NOW.plus(Duration.ofHours(1)).getEpochSecond()));
    }

    @Test
    void ticketSaysHowLongItsConnectionsMayLive() throws Exception {
        var life = TokenLife.ticket(Duration.ofMinutes(1), Duration.ofHours(2));
        var claims = json(tokens.issue("7", "acme", life, Access.LISTEN).split("\\.")[1]);

        assertThat(claims.path("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(claims.path("session").longValue()).isEqualTo(7_200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.9S", "P366D"})
    void sessionOutOfRangeIsRefused(Duration session) {
        assertThatThrownBy(() -> TokenLife.ticket(Duration.ofMinutes(1), session))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(session.toString());
    }

    @Test
    void listenersTokenForbidsSending() throws Exception {
        var claims = json(tokens.issue("7", "acme", Duration.ofHours(1), Access.LISTEN).split("\\.")[1]);

        assertThat(claims.path("send").isBoolean()).isTrue();
        assertThat(claims.path("send").booleanValue()).isFalse();
    }

    @Test
    void rowHoldsTheHashOfWhatTheTokenCarries() throws Exception {
        var claims = json(tokens.issue("7", "acme", Duration.ofHours(1)).split("\\.")[1]);

        assertThat(BCrypt.checkpw(claims.path("token").textValue(), row("7", "acme").get("token").s()))
                .isTrue();
    }

    @Test
    void reissuedTokenLeavesTheRowAsItIs() {
        tokens.issue("7", "acme", Duration.ofHours(1));
        var first = row("7", "acme");
        tokens.issue("7", "acme", Duration.ofHours(1));
        tokens(db.table("TokensTable")).issue("7", "acme", Duration.ofHours(1));

        assertThat(row("7", "acme")).isEqualTo(first);
    }

    @Test
    void rowThatWasDeletedElsewhereIsWrittenAgain() {
        tokens.issue("7", "acme", Duration.ofHours(1));
        db.client().deleteItem(delete -> delete.tableName(db.table("TokensTable")).key(key("7", "acme")));
        tokens.issue("7", "acme", Duration.ofHours(1));

        assertThat(row("7", "acme")).containsKey("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no hash", "$2b$10$abcdefghijklmnopqrstuubB2qUo8QsLTAUmT1JUlH7RvXsBt.L5G",
                    "$2a$10$abcdefghijklmnopqrstuubB2qUo8QsLTAUmT1JUlH7RvXsBt.L5G"})
    void hashThatIsNotOursOrOfAnotherPasscodeIsReplaced(String other) throws Exception {
        put("7", "acme", Map.of("token", AttributeValue.fromS(other)));

        var claims = json(tokens.issue("7", "acme", Duration.ofHours(1)).split("\\.")[1]);

        assertThat(BCrypt.checkpw(claims.path("token").textValue(), row("7", "acme").get("token").s()))
                .isTrue();
    }

    @Test
    void newPasscodeReplacesTheHash() {
        tokens.issue("7", "acme", Duration.ofHours(1));
        var first = row("7", "acme");
        secrets.with("passcode", "another");
        clock.advance(Secret.KEPT);
        tokens.issue("7", "acme", Duration.ofHours(1));

        assertThat(row("7", "acme")).isNotEqualTo(first);
    }

    @Test
    void revokingTakesTheHashAwayAndLeavesADateBeyondAnyClock() {
        tokens.issue("7", "acme", Duration.ofHours(1));
        tokens.issue("7", "globex", Duration.ofHours(1));
        tokens.revoke("7", "acme");

        assertThat(row("7", "acme")).containsOnlyKeys("user_id", "room_id", "valid_from");
        assertThat(validFrom("7", "acme")).isEqualTo(NOW.getEpochSecond() + 61);
        assertThat(row("7", "globex")).containsKey("token").doesNotContainKey("valid_from");
    }

    @Test
    void tokenIssuedAfterARevokeIsGoodAndTheDateStays() throws Exception {
        tokens.issue("7", "acme", Duration.ofHours(1));
        tokens.revoke("7", "acme");

        assertThat(issuedAt(tokens.issue("7", "acme", Duration.ofHours(1))))
                .isEqualTo(validFrom("7", "acme"));
        assertThat(row("7", "acme")).containsKey("token");
        clock.advance(Duration.ofMinutes(5));
        assertThat(issuedAt(tokens.issue("7", "acme", Duration.ofHours(1))))
                .isEqualTo(clock.instant().getEpochSecond());
        assertThat(validFrom("7", "acme")).isEqualTo(NOW.getEpochSecond() + 61);
    }

    /** Also within one second. */
    @Test
    void eachRevokeIsLaterThanTheTokensBeforeIt() throws Exception {
        for (int round = 0; round < 3; round++) {
            var issued = issuedAt(tokens.issue("7", "acme", Duration.ofHours(1)));
            tokens.revoke("7", "acme");

            assertThat(validFrom("7", "acme")).isGreaterThan(issued);
        }
    }

    @Test
    void earlierDateNeverReplacesALaterOne() {
        put("7", "acme", Map.of("valid_from", AttributeValue.fromN("4102444800.5")));
        tokens.revoke("7", "acme");

        assertThat(row("7", "acme").get("valid_from").n()).isEqualTo("4102444801.5");
    }

    @Test
    void dateOfIssueIsNotBeforeAFraction() throws Exception {
        put("7", "acme", Map.of("valid_from", AttributeValue.fromN("4102444800.5")));

        assertThat(issuedAt(tokens.issue("7", "acme", Duration.ofHours(1)))).isEqualTo(4102444801L);
    }

    @Test
    void whoNeverHadATokenCanBeRevoked() {
        tokens.revoke("8", "acme");

        assertThat(row("8", "acme")).containsOnlyKeys("user_id", "room_id", "valid_from");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\0b", "a\nb", "\uD800"})
    void unusableUserAndRoomAreRefused(String id) {
        assertThatThrownBy(() -> tokens.issue(id, "acme", Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("user");
        assertThatThrownBy(() -> tokens.issue("7", id, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("room");
        assertThatThrownBy(() -> tokens.revoke(id, "acme")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens.revoke("7", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsMayHave256Bytes() {
        tokens.issue("é".repeat(128), "r".repeat(256), Duration.ofHours(1));

        assertThatThrownBy(() -> tokens.issue("é".repeat(128) + "e", "acme", Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("257 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P365D"})
    void shortestAndLongestLifetimeAreTaken(Duration lifetime) throws Exception {
        var claims = json(tokens.issue("7", "acme", lifetime).split("\\.")[1]);

        assertThat(claims.path("exp").longValue()).isEqualTo(NOW.plus(lifetime).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "PT0.999S", "PT8760H0.001S", "PT2562047788015215H"})
    void lifetimeOutOfRangeIsRefused(Duration lifetime) {
        assertThatThrownBy(() -> tokens.issue("7", "acme", lifetime))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(lifetime.toString());
    }

    @Test
    void shortKeyIsRefusedBeforeAnythingIsStored() {
        secrets.with("key", "too short");

        assertThatThrownBy(() -> tokens.issue("7", "acme", Duration.ofHours(1)))
                .isInstanceOf(HermesException.class)
                .hasMessage("The key in secret key has 9 bytes; HS512 needs at least 64");
        assertThat(row("7", "acme")).isEmpty();
    }

    @Test
    void failureOfTheTableNamesUserRoomAndTable() {
        assertThatThrownBy(() -> tokens("no-table").issue("7", "acme", Duration.ofHours(1)))
                .isInstanceOf(HermesException.class).hasMessageContaining("user 7 in room acme")
                .hasMessageContaining("no-table");
    }

    private static long issuedAt(String token) throws Exception {
        return json(token.split("\\.")[1]).path("iat").longValue();
    }

    private static long validFrom(String user, String room) {
        return Long.parseLong(row(user, room).get("valid_from").n());
    }

    private static void put(String user, String room, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(key(user, room));
        item.putAll(attributes);
        db.client().putItem(request -> request.tableName(db.table("TokensTable")).item(item));
    }

    private static Map<String, AttributeValue> key(String user, String room) {
        return Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
    }

    private static JsonNode json(String part) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    private static Map<String, AttributeValue> row(String user, String room) {
        return db.client().getItem(request -> request.tableName(db.table("TokensTable"))
                .key(key(user, room))).item();
    }
}
