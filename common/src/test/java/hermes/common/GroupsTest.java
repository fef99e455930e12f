package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

    @ParameterizedTest
    @ValueSource(strings = {"7", "acme", "a/b#%~!\"'`{|}\\"})
    void idThatSqsTakesIsTheGroup(String id) {
        assertThat(Groups.of(id)).isEqualTo(id);
    }

    @Test
    void idThatIsTooLongIsKnownByItsHash() {
        assertThat(Groups.of("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(Groups.of("x".repeat(129))).matches("sha256-[0-9a-f]{64}")
                .isNotEqualTo(Groups.of("x".repeat(130)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00fc", "\u5ba4", "\ud83d\ude42"})
    void idWithOtherCharactersIsKnownByItsHash(String id) {
        assertThat(Groups.of(id)).matches("sha256-[0-9a-f]{64}");
    }

    /** As sha256sum prints it, for whoever builds it elsewhere. */
    @Test
    void hashIsThatOfTheUtf8() {
        assertThat(Groups.of("\u5ba4"))
                .isEqualTo("sha256-a9eb9a4ae1027b1b07ce1608abe7a8bb0914c67211f6e0d5b86f15b36287f3eb");
    }
}
