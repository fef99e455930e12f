package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is not rehearsed, or only refused, is slow, and nothing else tells. */
final class RehearsalTest {

    /** Those that run for long or need a file, those of picocli, and cost, which is rehearsed without a target. */
    private static final List<String> NOT_REHEARSED = List.of("up", "check", "invoke", "tail", "load", "cost",
            "help",
            "generate-completion");

    @ParameterizedTest
    @ValueSource(strings = {" --port 1", " --stack s"})
    void everyLineIsTakenWithATarget(String target) {
        assertThatNoException().isThrownBy(() -> Rehearsal.COMMANDS
                .forEach(line -> Main.commandLine().parseArgs((line + target).split(" "))));
    }

    @Test
    void everyCommandThatShouldFeelInstantIsRehearsed() {
        var names = new ArrayList<>(NOT_REHEARSED);
        Rehearsal.COMMANDS.stream().map(line -> line.split(" ")[0]).forEach(names::add);

        assertThat(names).containsAll(Main.commandLine().getSubcommands().keySet());
    }
}
