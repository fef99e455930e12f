package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private final Environment environment = new Environment(
            Map.of("TABLE", "connections", "BLANK", "  ", "HOURS", "24", "WORD", "soon"));

    @Test
    void requiredValueIsRead() {
        assertThat(environment.required("TABLE")).isEqualTo("connections");
    }

    @Test
    void missingRequiredValueNamesKeyAndRule() {
        assertThatThrownBy(() -> environment.required("QUEUE"))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessage("QUEUE is not set; expected a text that is not blank. Set it in the template.");
    }

    @Test
    void blankRequiredValueIsRefused() {
        assertThatThrownBy(() -> environment.required("BLANK"))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageStartingWith("BLANK is blank; expected");
    }

    @Test
    void blankValueCountsAsAbsent() {
        assertThat(environment.optional("BLANK")).isEmpty();
        assertThat(environment.defaulted("BLANK", "else")).isEqualTo("else");
    }

    @Test
    void defaultDoesNotHideAValue() {
        assertThat(environment.defaulted("TABLE", "else")).isEqualTo("connections");
    }

    @Test
    void numberOnEitherEdgeOfItsRangeIsRead() {
        assertThat(environment.requiredNumber("HOURS", 24, 100)).isEqualTo(24);
        assertThat(environment.requiredNumber("HOURS", 1, 24)).isEqualTo(24);
        assertThat(environment.optionalNumber("HOURS", 1, 24)).contains(24);
    }

    @Test
    void absentOptionalNumberIsEmpty() {
        assertThat(environment.optionalNumber("QUEUE", 1, 9)).isEmpty();
    }

    @Test
    void missingRequiredNumberNamesItsRange() {
        assertThatThrownBy(() -> environment.requiredNumber("DAYS", 1, 9)).hasMessage(
                "DAYS is not set; expected a whole number from 1 to 9. Set it in the template.");
    }

    @Test
    void numberOutOfRangeNamesKeyValueAndRule() {
        assertThatThrownBy(() -> environment.requiredNumber("HOURS", 25, 100))
                .isInstanceOf(InvalidEnvironmentException.class).hasMessage(
                        "HOURS is \"24\"; expected a whole number from 25 to 100. Correct it in the template.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1.5", "0x1", "99999999999", " 3"})
    void whatIsNoWholeNumberIsRefused(String value) {
        var environment = new Environment(Map.of("HOURS", value));

        assertThatThrownBy(() -> environment.optionalNumber("HOURS", 1, 9))
                .isInstanceOf(InvalidEnvironmentException.class).hasMessageContaining("\"" + value + "\"");
    }

    @Test
    void processVariablesAreSeen() {
        assertThat(Environment.ofProcess().optional("PATH")).isPresent();
    }
}
