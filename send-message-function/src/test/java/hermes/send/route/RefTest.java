package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.testing.Contract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefTest {

    @Test
    void refMayHaveTheCharactersOfTheContractAndNoMore() {
        var longest = "r".repeat(Contract.number("/notifications/ref_characters"));

        assertThat(ref("\"%s\"".formatted(longest))).contains(longest);
        assertRefused("\"%sr\"".formatted(longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a/b\"", "\"a b\"", "\"\u00fc\"", "7", "null"})
    void otherThanASimpleNameIsRefused(String json) {
        assertRefused(json);
    }

    private static void assertRefused(String json) {
        assertThatThrownBy(() -> ref(json)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("invalid_ref");
    }

    private static Optional<String> ref(String json) {
        return Ref.of(MessageFields.of("{\"ref\":%s}".formatted(json)));
    }
}
