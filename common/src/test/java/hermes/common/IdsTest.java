package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"7", " ", "a b", "ünï/#?&%", "🙂", "\u00A0", "\uFFFD", "\u202E"})
    void textIsAnId(String id) {
        assertThat(Ids.fault(id, 256)).isEmpty();
        assertThat(Ids.valid(id)).isTrue();
    }

    @Test
    void nothingIsNoId() {
        assertThat(Ids.fault(null, 256)).contains("is null; expected a text of 1 to 256 bytes");
        assertThat(Ids.fault("", 256)).contains("is empty; expected a text of 1 to 256 bytes");
        assertThat(Ids.valid(null)).isFalse();
    }

    @Test
    void idOfARoomOrUserMayHave256BytesAndNoMore() {
        assertThat(Ids.valid("ü".repeat(128))).isTrue();
        assertThat(Ids.valid("ü".repeat(128) + "x")).isFalse();
        assertThat(Ids.fault("ü".repeat(128) + "x", 256))
                .contains("has 257 bytes of UTF-8; expected at most 256");
    }

    @ParameterizedTest
    @ValueSource(chars = {0, '\n', 0x1F, 0x7F, 0x80, 0x9F, 0xFFFE, 0xFFFF})
    void characterThatNotEveryStoreTakesIsNamed(char character) {
        assertThat(Ids.fault("acme" + character, 256)).contains(
                "has the character U+%04X; expected no control characters, no U+FFFE and no U+FFFF"
                        .formatted((int) character));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\uD800', '\uDBFF', '\uDC00', '\uDFFF'})
    void halfASurrogatePairIsNoText(char half) {
        assertThat(Ids.fault("a" + half, 256))
                .contains("holds half of a surrogate pair; expected text that UTF-8 can encode");
    }
}
