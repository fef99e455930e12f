package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

class KnownMatchesTest {
    private final List<String> checks = new ArrayList<>();
    private final KnownMatches matches = new KnownMatches((hash, secret) -> {
        checks.add(secret);
        return hash.matches(secret);
    });

    @Test
    void matchIsCheckedOnce() {
        var text = BCrypt.hashpw("secret", BCrypt.gensalt(4));

        assertThat(matches.matches(hash(text), "secret")).isTrue();
        assertThat(matches.matches(hash(text), "secret")).isTrue();
        assertThat(matches.matches(hash(text.replace("$2a$", "$2b$")), "secret")).isTrue();

        assertThat(checks).containsExactly("secret");
    }

    @Test
    void failureIsNotRemembered() {
        var hash = hash(BCrypt.hashpw("secret", BCrypt.gensalt(4)));
        matches.matches(hash, "secret");

        assertThat(matches.matches(hash, "other")).isFalse();
        assertThat(matches.matches(hash, "other")).isFalse();
        assertThat(matches.matches(hash, "secret2")).isFalse();

        assertThat(checks).containsExactly("secret", "other", "other", "secret2");
    }

    @Test
    void anotherHashIsCheckedAgainEvenOfTheSameSecret() {
        assertThat(matches.matches(hash(BCrypt.hashpw("secret", BCrypt.gensalt(4))), "secret")).isTrue();
        assertThat(matches.matches(hash(BCrypt.hashpw("secret", BCrypt.gensalt(4))), "secret")).isTrue();
        assertThat(matches.matches(hash(BCrypt.hashpw("other", BCrypt.gensalt(4))), "secret")).isFalse();

        assertThat(checks).hasSize(3);
    }

    @Test
    void thoseThatWereAskedForLastAreRemembered() {
        var asked = new ArrayList<String>();
        var agreeing = new KnownMatches((_, secret) -> asked.add(secret));
        var hash = hash(BCrypt.hashpw("secret", BCrypt.gensalt(4)));
        for (int i = 0; i < KnownMatches.MOST; i++) {
            agreeing.matches(hash, "s" + i);
        }
        agreeing.matches(hash, "s0");
        agreeing.matches(hash, "one more");
        assertThat(asked).hasSize(KnownMatches.MOST + 1);

        agreeing.matches(hash, "s0");
        assertThat(asked).hasSize(KnownMatches.MOST + 1);
        agreeing.matches(hash, "s1");
        assertThat(asked).hasSize(KnownMatches.MOST + 2);
    }

    private static BcryptHash hash(String text) {
        return BcryptHash.parse(text).orElseThrow();
    }
}
