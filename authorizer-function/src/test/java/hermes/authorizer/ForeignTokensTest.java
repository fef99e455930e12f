package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.KeySets;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and keys that libraries of other languages have made, by the scripts beside them in {@code src/test/tokens}. */
class ForeignTokensTest {
    /** 2100: the clock of the test stands shortly before. */
    private static final Instant EXPIRY = Instant.ofEpochSecond(4_102_444_800L);

    private final SettableClock clock = new SettableClock(EXPIRY.minusSeconds(60));

    @ParameterizedTest
    @ValueSource(strings = {"jose", "pyjwt", "ruby"})
    void tokensOfTheLibraryAreAcceptedAndWithTheKeysOfAnotherRefused(String library) throws IOException {
        var own = file(library);
        var tokens = own.get("tokens");

        assertThat(tokens).hasSizeGreaterThanOrEqualTo(9);
        for (var token : tokens) {
            assertThat(decide(own, token)).as("%s", token.get("alg"))
                    .isEqualTo(new Allow(new Principal("7", "acme", true), EXPIRY));
            assertThat(decide(file(library.equals("jose") ? "ruby" : "jose"), token))
                    .isEqualTo(new Deny(Reason.UNKNOWN_KEY));
        }
    }

    private Decision decide(JsonNode keys, JsonNode token) {
        var settings = new IssuerSettings("https://id.example.com", Set.of("web"), Optional.empty(), "sub",
                Optional.of("room"), Optional.empty(), Optional.empty());
        var published = KeySets.of(keys.get("keys").valueStream().toArray(JsonNode[]::new));
        return new IssuedTokens(new IssuerKeys(() -> published, clock), settings, (_, _) -> Optional.empty(),
                clock)
                .decide(token.get("token").asText());
    }

    private static JsonNode file(String library) throws IOException {
        return new ObjectMapper().readTree(Path.of("src", "test", "tokens", library + ".json").toFile());
    }
}
