package hermes.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.testing.FakeSecrets;
import hermes.testing.LambdaContext;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Throws thousands of broken, forged and odd tokens at the authorizer. Whatever is allowed must pass a check of a
 * token that shares no code with it; anything but a decision is a bug. A failure is replayed by its seed.
 */
class TokenFuzzTest {
    private static final int TOKENS = 8_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final long now = clock.instant().getEpochSecond();
    private final Map<String, String> hashes = Map.of("7@acme", BCrypt.hashpw("secret", BCrypt.gensalt(4)),
            "8@42",
            BCrypt.hashpw("x", BCrypt.gensalt(4)).replace("$2a$", "$2y$"), "@", "$2a$04$broken");
    private final Authorizer authorizer = new Authorizer(
            new SecretKeys(new FakeSecrets().with("jwt-secret", Jws.KEY), "jwt-secret", clock),
            new TokenVerifier(clock, Optional.empty()),
            (user, room) -> Optional.ofNullable(hashes.get(user + "@" + room))
                    .map(hash -> new TokenRow(Optional.of(hash), Optional.empty())));

    @Test
    void nothingButTrueTokensIsAllowedAndNothingIsThrown() throws IOException {
        var seed = Long.getLong("hermes.fuzz.seed", 20261122L);
        var tokens = new RandomTokens(new Random(seed), now);
        var outcomes = new HashMap<String, Integer>();

        for (int i = 0; i < TOKENS; i++) {
            var token = tokens.next();
            outcomes.merge(outcome(token, "token %d of seed %d: %s".formatted(i, seed, token)), 1,
                    Integer::sum);
        }

        assertThat(outcomes.keySet()).as("what the tokens led to: %s", outcomes).containsAll(Set.of("allow",
                "token_too_long", "malformed", "bad_base64", "bad_utf8", "trailing_text", "duplicate_member",
                "expiry_too_far", "not_yet_valid", "bad_session_claim", "bad_rooms_claim", "wrong_algorithm",
                "critical_header",
                "bad_signature",
                "expired",
                "no_expiry", "bad_user", "bad_room", "bad_token_claim", "bad_send_claim", "no_token_row",
                "other_hash"));
    }

    /** However the tokens come: one that is true is allowed, and beside another not even that. */
    @Test
    void onlyATrueTokenThatStandsAloneIsAllowed() {
        var seed = Long.getLong("hermes.fuzz.seed", 20261122L);
        var random = new Random(seed);
        var tokens = new RandomTokens(random, now);
        var function = new AuthorizerFunction(authorizer);
        var allowed = new HashMap<Integer, Integer>();
        var trueToken = Jws.signed(
                "{\"user_id\":7,\"room_id\":\"acme\",\"token\":\"secret\",\"exp\":%d}".formatted(now + 60));

        for (int i = 0; i < TOKENS / 4; i++) {
            var handshake = new RandomHandshake(random,
                    () -> random.nextBoolean() ? trueToken : tokens.next());
            var expected = handshake.tokens().size() == 1
                    && authorizer.decide(handshake.tokens().iterator().next()) instanceof Allow;
            assertThat(isAllowed(function, handshake)).as("handshake %d of seed %d: %s", i, seed, handshake)
                    .isEqualTo(expected);
            allowed.merge(handshake.tokens().size(), expected ? 1 : 0, Integer::sum);
        }

        assertThat(allowed).containsKeys(0, 1, 2, 3).containsEntry(2, 0);
        assertThat(allowed.get(1)).isGreaterThan(100);
    }

    private static boolean isAllowed(AuthorizerFunction function, RandomHandshake handshake) {
        try {
            return function.answer(handshake.event(), new LambdaContext(Duration.ofSeconds(1)))
                    .toString()
                    .contains("Effect=Allow");
        } catch (UnauthorizedException e) {
            assertThat(handshake.tokens()).isEmpty();
            return false;
        }
    }

    private String outcome(String token, String description) throws IOException {
        try {
            return switch (authorizer.decide(token)) {
                case Deny(Reason reason) -> reason.code();
                case Allow(Principal principal, Instant end) -> {
                    assertThat(isTrue(token, principal, end) && isStrict(token)).as(description).isTrue();
                    yield "allow";
                }
            };
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("Thrown for " + description, e);
        }
    }

    private boolean isTrue(String token, Principal principal, Instant end) throws IOException {
        var parts = token.split("\\.");
        var claims = part(parts[1]);
        var secret = claims.get("token").textValue();
        var hash = hashes.get(principal.user() + "@" + principal.room()).replace("$2y$", "$2a$");
        return Jws.verifies(token, Jws.KEY) && part(parts[0]).get("alg").textValue().equals("HS512")
                && !part(parts[0]).has("crit") && claims.get("exp").isNumber()
                && claims.get("exp").asLong() > now && claims.get("exp").asLong() <= now + 366 * 86_400
                && end.getEpochSecond() == (claims.has("session")
                        ? now + claims.get("session").intValue()
                        : claims.get("exp").asLong())
                && names(claims.get("user_id"), principal.user())
                && names(claims.get("room_id"), principal.room())
                && principal.maySend() == (claims.get("send") == null || claims.get("send").booleanValue())
                && BCrypt.checkpw(secret, hash);
    }

    /** Written in the one way there is: base64url without padding, UTF-8, one JSON object, each name once. */
    private static boolean isStrict(String token) throws IOException {
        for (var part : token.split("\\.")) {
            var bits = new BigInteger(1, Base64.getUrlDecoder().decode(part));
            assertThat(part).matches("[A-Za-z0-9_-]+");
            assertThat(part.chars()
                    .mapToObj("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"::indexOf)
                    .map(BigInteger::valueOf).reduce(BigInteger.ZERO, (all, six) -> all.shiftLeft(6).or(six)))
                    .as("no bits that nobody reads").isEqualTo(bits.shiftLeft(part.length() * 6 % 8));
        }
        for (var part : token.substring(0, token.lastIndexOf('.')).split("\\.")) {
            var bytes = Base64.getUrlDecoder().decode(part);
            assertThat(new String(bytes, UTF_8).getBytes(UTF_8)).isEqualTo(bytes);
            assertThat(STRICT.readTree(bytes).isObject()).isTrue();
        }
        return true;
    }

    private static boolean names(JsonNode claim, String id) {
        return (claim.isTextual() || claim.isIntegralNumber()) && claim.asText().equals(id);
    }

    private static JsonNode part(String encoded) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(encoded));
    }
}
