package hermes.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alarms live on lines of the log: whatever is left out of it, they must not be. */
final class LogLevelIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn(Map.of("LogLevel", "ERROR"));

    @Test
    void poisonIsCountedAlthoughOnlyErrorsAreLogged() {
        STACK.putOnQueue("not JSON");

        Eventually.isTrue("poison is counted",
                () -> STACK.metrics().json().toString().contains("\"bad_json\""));
        assertThat(STACK.logged()).noneMatch(line -> line.contains("\"event\":"));
    }
}
