package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import hermes.local.stack.LocalStackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessLauncherTest {

    @Test
    void variableThatTheLocaleCannotSayIsNamed() {
        var function = FunctionJar.probe("Probe", Path.of("probe.jar"), Duration.ofSeconds(3));
        var launcher = new ProcessLauncher(function, Map.of("GREETING", "grüß Gott"), Path.of("task"));

        assertThatNoException().isThrownBy(() -> launcher.requireLocale(UTF_8));
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> launcher.requireLocale(US_ASCII))
                .withMessageContaining("Probe: the variable GREETING").withMessageContaining("LC_ALL");
    }
}
