package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.local.DynamoDbExtension;
import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class AuthorizerTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final FakeSecrets secrets = new FakeSecrets().with("jwt-secret", Jws.KEY);
    private final SettableClock clock = new SettableClock(Jws.NOW);
    private Authorizer authorizer;

    @BeforeEach
    void onARealTable() {
        authorizer = authorizer(new DynamoTokenRows(db.client(), db.table("TokensTable")));
    }

    @Test
    void issuedTokenIsAllowed() {
        issue("7", "acme", hash("secret"));

        assertThat(authorizer.decide(token("7", "acme", "secret")))
                .isEqualTo(new Allow(new Principal("7", "acme", true), clock.instant().plusSeconds(3600)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2b$", "$2y$"})
    void hashOfAnotherLanguageIsAllowed(String prefix) {
        issue("7", "acme", hash("secret").replace("$2a$", prefix));

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isInstanceOf(Allow.class);
    }

    @Test
    void hashOfAnotherTokenIsDenied() {
        issue("7", "acme", hash("another"));

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.OTHER_HASH));
    }

    @Test
    void tokenThatComesAgainIsHashedOnceAndItsRowIsReadEachTime() {
        var checks = new ArrayList<String>();
        var counting = authorizer(new DynamoTokenRows(db.client(), db.table("TokensTable")),
                new KnownMatches((hash, secret) -> {
                    checks.add(secret);
                    return hash.matches(secret);
                }));
        issue("7", "acme", hash("secret"));
        assertThat(counting.decide(token("7", "acme", "secret"))).isInstanceOf(Allow.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(counting.decide(token("7", "acme", "secret"))).isInstanceOf(Allow.class);
        assertThat(checks).containsExactly("secret");

        issue("7", "acme", hash("another"));
        assertThat(counting.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.OTHER_HASH));
        db.client().deleteItem(r -> r.tableName(db.table("TokensTable")).key(key("7", "acme")));
        assertThat(counting.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.NO_TOKEN_ROW));
        assertThat(checks).containsExactly("secret", "secret");
    }

    @Test
    void tokenOfAnotherRoomOrUserIsDenied() {
        issue("7", "acme", hash("secret"));

        assertThat(authorizer.decide(token("7", "other", "secret"))).isEqualTo(new Deny(Reason.NO_TOKEN_ROW));
        assertThat(authorizer.decide(token("8", "acme", "secret"))).isEqualTo(new Deny(Reason.NO_TOKEN_ROW));
    }

    @Test
    void revokedTokenIsDeniedAtOnce() {
        issue("7", "acme", hash("secret"));
        db.client().deleteItem(r -> r.tableName(db.table("TokensTable")).key(key("7", "acme")));

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.NO_TOKEN_ROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "$2a$12$short",
                    "$2x$04$abcdefghijklmnopqrstuubB2qUo8QsLTAUmT1JUlH7RvXsBt.L5G"})
    void storedTextThatIsNoHashIsDenied(String stored) {
        issue("7", "acme", stored);

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.UNUSABLE_HASH));
    }

    @Test
    void rowWithoutATextForItsHashIsDenied() {
        put("7", "acme", item -> item.put("token", AttributeValue.fromN("1")));
        put("8", "acme", _ -> {});

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.UNUSABLE_HASH));
        assertThat(authorizer.decide(token("8", "acme", "secret"))).isEqualTo(new Deny(Reason.UNUSABLE_HASH));
    }

    @Test
    void tokenIssuedBeforeTheRowsDateIsDeniedAndALaterOneIsNot() {
        var now = clock.instant().getEpochSecond();
        put("7", "acme",
                item -> item.putAll(Map.of("token", AttributeValue.fromS(hash("secret")), "valid_from",
                        AttributeValue.fromN(now + ".5"))));

        assertThat(authorizer.decide(issuedAt(now))).isEqualTo(new Deny(Reason.REVOKED));
        assertThat(authorizer.decide(issuedAt(now + 0.4))).isEqualTo(new Deny(Reason.REVOKED));
        assertThat(authorizer.decide(issuedAt(now + 0.5))).isInstanceOf(Allow.class);
        assertThat(authorizer.decide(issuedAt(now + 1))).isInstanceOf(Allow.class);
    }

    @Test
    void tokenWithoutADateOfIssueIsDeniedWhereTheRowHasADate() {
        put("7", "acme", item -> item.putAll(
                Map.of("token", AttributeValue.fromS(hash("secret")), "valid_from",
                        AttributeValue.fromN("0"))));

        assertThat(authorizer.decide(token("7", "acme", "secret"))).isEqualTo(new Deny(Reason.NO_ISSUE_DATE));
    }

    @Test
    void rowWithADateAloneLetsNobodyIn() {
        put("7", "acme", item -> item.put("valid_from", AttributeValue.fromN("1")));

        assertThat(authorizer.decide(issuedAt(0))).isEqualTo(new Deny(Reason.REVOKED));
        assertThat(authorizer.decide(issuedAt(1))).isEqualTo(new Deny(Reason.NO_TOKEN_ROW));
    }

    @Test
    void dateThatIsNoNumberLetsNobodyIn() {
        put("7", "acme", item -> item.putAll(
                Map.of("token", AttributeValue.fromS(hash("secret")), "valid_from",
                        AttributeValue.fromS("0"))));

        assertThat(authorizer.decide(issuedAt(clock.instant().getEpochSecond())))
                .isEqualTo(new Deny(Reason.REVOKED));
    }

    @Test
    void wrongTokenIsDeniedWithoutLookingForItsRow() {
        var unasked = authorizer((user, room) -> {
            throw new AssertionError("Asked for " + user + " in " + room);
        });

        assertThat(unasked.decide(Jws.signed(Jws.HEADER, claims("7", "acme", "secret"), Jws.OTHER_KEY)))
                .isEqualTo(new Deny(Reason.BAD_SIGNATURE));
        assertThat(unasked.decide("garbage")).isEqualTo(new Deny(Reason.MALFORMED));
    }

    @Test
    void previousKeyVerifiesAndTheOneBeforeDoesNot() {
        issue("7", "acme", hash("secret"));
        var oldToken = token("7", "acme", "secret");
        secrets.rotate("jwt-secret", Jws.OTHER_KEY);
        assertThat(authorizer.decide(oldToken)).isInstanceOf(Allow.class);

        secrets.rotate("jwt-secret", "3".repeat(64));
        clock.advance(SecretKeys.LONGEST_AGE);
        assertThat(authorizer.decide(oldToken)).isEqualTo(new Deny(Reason.BAD_SIGNATURE));
    }

    @Test
    void tokenSignedWithTheNewKeyIsAllowedRightAfterARotation() {
        issue("7", "acme", hash("secret"));
        assertThat(authorizer.decide(token("7", "acme", "secret"))).isInstanceOf(Allow.class);

        secrets.rotate("jwt-secret", Jws.OTHER_KEY);

        assertThat(authorizer.decide(Jws.signed(Jws.HEADER, claims("7", "acme", "secret"), Jws.OTHER_KEY)))
                .isInstanceOf(Allow.class);
    }

    @Test
    void floodOfForgedTokensReadsTheSecretTwice() {
        var forged = Jws.signed(Jws.HEADER, claims("7", "acme", "secret"), Jws.OTHER_KEY);

        for (int i = 0; i < 100; i++) {
            assertThat(authorizer.decide(forged)).isEqualTo(new Deny(Reason.BAD_SIGNATURE));
        }

        assertThat(secrets.reads()).containsExactly("AWSCURRENT", "AWSPREVIOUS", "AWSCURRENT", "AWSPREVIOUS");
    }

    @Test
    void malformedTokenDoesNotRenewTheKeys() {
        authorizer.decide("garbage");

        assertThat(secrets.reads()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
    }

    @Test
    void missingTableIsAFaultAndNoDecision() {
        var broken = authorizer(new DynamoTokenRows(db.client(), "no-such-table"));

        assertThatThrownBy(() -> broken.decide(token("7", "acme", "secret")))
                .isInstanceOf(TokenRowsUnavailableException.class).hasMessageStartingWith(
                        "Could not read the token of user 7 in room acme from table no-such-table: ");
    }

    @Test
    void throttledOrUnreachableTableIsAFaultAndNoDecision() {
        var throttled = ProvisionedThroughputExceededException.builder().message("slow down").build();
        var unreachable = SdkClientException.create("connection reset");

        for (var failure : List.of(throttled, unreachable)) {
            var dynamoDb = mock(DynamoDbClient.class, _ -> {
                throw failure;
            });
            var broken = authorizer(new DynamoTokenRows(dynamoDb, "tokens"));

            assertThatThrownBy(() -> broken.decide(token("7", "acme", "secret")))
                    .isInstanceOf(TokenRowsUnavailableException.class).hasCause(failure);
        }
    }

    @Test
    void unreadableSecretIsAFaultAndNoDecision() {
        secrets.fail(SdkClientException.create("connection reset"));

        assertThatThrownBy(() -> authorizer.decide(token("7", "acme", "secret")))
                .isInstanceOf(SecretUnavailableException.class);
        assertThatThrownBy(() -> authorizer.decide("garbage")).isInstanceOf(SecretUnavailableException.class);
    }

    private Authorizer authorizer(TokenRows rows) {
        return authorizer(rows, new KnownMatches());
    }

    private Authorizer authorizer(TokenRows rows, KnownMatches matches) {
        return new Authorizer(new SecretKeys(secrets, "jwt-secret", clock),
                new TokenVerifier(clock, Optional.empty()), rows, matches);
    }

    private String token(String user, String room, String secret) {
        return Jws.signed(claims(user, room, secret));
    }

    private String issuedAt(double seconds) {
        return Jws.signed(claims("7", "acme", "secret").replace("}", ",\"iat\":%.1f}".formatted(seconds)));
    }

    private String claims(String user, String room, String secret) {
        return "{\"user_id\":\"%s\",\"room_id\":\"%s\",\"token\":\"%s\",\"exp\":%d}".formatted(user, room,
                secret,
                clock.instant().getEpochSecond() + 3600);
    }

    private static void issue(String user, String room, String hash) {
        put(user, room, item -> item.put("token", AttributeValue.fromS(hash)));
    }

    private static void put(String user, String room, Consumer<Map<String, AttributeValue>> addition) {
        var item = key(user, room);
        addition.accept(item);
        db.client().putItem(r -> r.tableName(db.table("TokensTable")).item(item));
    }

    private static Map<String, AttributeValue> key(String user, String room) {
        return new HashMap<>(
                Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room)));
    }

    private static String hash(String secret) {
        return BCrypt.hashpw(secret, BCrypt.gensalt(4));
    }
}
