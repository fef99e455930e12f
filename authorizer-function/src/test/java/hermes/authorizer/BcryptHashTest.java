package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes of the secret were made with libcrypt, the C library of Linux. */
class BcryptHashTest {
    private static final String SECRET = "e5456b3f73fa5d76eb168a09646bd4524a6e1c9e3e8ea9180f041db037bebd3b";
    private static final String TAIL = "$04$abcdefghijklmnopqrstuuBVutgSGAYFirKceoGkorVfsX1Aj8wNO";

    @ParameterizedTest
    @ValueSource(strings = {"$2a", "$2b", "$2y"})
    void hashOfAnyLanguageMatchesItsSecret(String prefix) {
        var hash = BcryptHash.parse(prefix + TAIL).orElseThrow();

        assertThat(hash.matches(SECRET)).isTrue();
    }

    @Test
    void otherSecretDoesNotMatch() {
        var hash = BcryptHash.parse("$2b" + TAIL).orElseThrow();

        assertThat(hash.matches(SECRET.replace('e', 'f'))).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "e5456b3f73fa5d76", "$2a", "$2x" + TAIL, "$2" + TAIL, "$1" + TAIL, "2a" + TAIL,
                    "$2a" + TAIL + "x", "$2a" + TAIL + "\n", " $2a" + TAIL,
                    "$2a$xx$abcdefghijklmnopqrstuuBVutgSGAYFirKceoGkorVfsX1Aj8wNO",
                    "$2a$04$abcdefghijklmnopqrstu",
                    "$2a$04$abcdefghijklmnopqrstuuBVutgSGAYFirKceoGkorVfsX1Aj8wN!"})
    void whatIsNoBcryptHashIsNone(String text) {
        assertThat(BcryptHash.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "03", "15", "31", "99"})
    void costOutOfBoundsIsNoHash(String cost) {
        assertThat(BcryptHash.parse("$2a" + TAIL.replace("04", cost))).isEmpty();
    }
}
