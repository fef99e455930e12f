package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.KeySets;
import hermes.local.identity.IssuerKey;
import hermes.testing.SettableClock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Throws thousands of true, forged and odd tokens of an issuer at the authorizer. Whatever is allowed must pass a check
 * that shares no code with it, and anything but a decision is a bug. A failure is replayed by its seed.
 */
class IssuedTokenFuzzTest {
    private static final int TOKENS = 2_000;
    private static final String ISSUER = "https://id.example.com";

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final long now = Jws.NOW.getEpochSecond();
    private final IssuerKey rsa = IssuerKey.generate("RS256");
    private final List<IssuerKey> published = Stream.concat(
            Stream.of("RS256", "RS512", "PS256", "PS384").map(rsa::signingWith),
            Stream.of("ES256", "ES384", "ES512", "EdDSA").map(IssuerKey::generate)).toList();
    private final List<IssuerKey> strangers = Stream
            .concat(Stream.of(rsa.signingWith("RS384")), Stream.of("ES256", "EdDSA").map(IssuerKey::generate))
            .toList();

    @Test
    void nothingIsAllowedThatAnIndependentCheckRefutesAndNothingIsThrown() {
        var seed = Long.getLong("hermes.fuzz.seed", 20261129L);
        var tokens = new RandomIssuedTokens(new Random(seed), published, strangers, now);
        var check = new IndependentCheck(published, ISSUER, "web", now);
        var authorizer = authorizer();
        var outcomes = new HashMap<String, Integer>();

        for (int i = 0; i < TOKENS; i++) {
            var token = tokens.next();
            var outcome = switch (authorizer.apply(token)) {
                case Allow(Principal(String user, String room, _, var _), _) -> {
                    assertThat(check.allows(token, user, room)).as("token %d of seed %d: %s", i, seed, token)
                            .isTrue();
                    yield "allow";
                }
                case Deny(Reason reason) -> reason.code();
            };
            outcomes.merge(outcome, 1, Integer::sum);
        }

        assertThat(outcomes.keySet()).as("what the tokens led to: %s", outcomes).contains("allow",
                "malformed",
                "wrong_algorithm", "critical_header", "wrong_type", "unknown_key", "bad_signature",
                "wrong_issuer",
                "wrong_audience", "expired", "no_expiry", "not_yet_valid", "bad_user", "bad_room",
                "bad_send_claim");
        assertThat(outcomes.get("allow")).isGreaterThan(TOKENS / 20);
    }

    /** Beside the tutorial's way, as with an issuer on AWS: nothing of ours is valid here. */
    private BothWays authorizer() {
        var keys = new IssuerKeys(
                () -> KeySets.of(published.stream().map(IssuerKey::jwk).toArray(JsonNode[]::new)), clock);
        var settings = new IssuerSettings(ISSUER, Set.of("web"), Optional.empty(), "sub", Optional.of("room"),
                Optional.of("rooms"),
                Optional.of(IndependentCheck.DEFAULT_ROOM));
        return new BothWays(_ -> new Deny(Reason.BAD_SIGNATURE),
                new IssuedTokens(keys, settings, (_, _) -> Optional.empty(), clock)::decide);
    }
}
