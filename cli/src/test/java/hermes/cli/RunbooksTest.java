package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.stack.DeadLetter;
import hermes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** Whoever is woken at night finds what has happened, and what to do. */
final class RunbooksTest {

    @Test
    void everyAlarmOfTheTemplateHasASectionAndNamesIt() throws IOException {
        var alarms = found("template.yaml",
                "(?m)^  (\\w+):\\n    Type: AWS::CloudWatch::Alarm\\n(?:    .*\\n)*?      AlarmDescription: (.*)$");

        assertThat(alarms).hasSizeGreaterThan(10).allSatisfy(alarm -> assertThat(alarm.group(2))
                .contains("docs/alarms.md#" + alarm.group(1).toLowerCase(Locale.ROOT) + "."));
        assertThat(found("docs/alarms.md",
                "(?m)^## (\\w+)\\n\\n\\*\\*Means:\\*\\* .+\\n\\n\\*\\*Look at:\\*\\* .+\\n\\n"
                        + "\\*\\*Do:\\*\\* .+$"))
                .extracting(section -> section.group(1))
                .containsExactlyInAnyOrderElementsOf(alarms.stream().map(alarm -> alarm.group(1)).toList());
    }

    @Test
    void everyReasonOfADeadLetterIsInTheTable() throws IOException {
        var codes = new ArrayList<>(Contract.texts("/dead_letters/reason_codes"));
        codes.add(new DeadLetter(Message.builder().build(), false).reasonCode());

        var listed = found("docs/operations.md",
                "(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\| [^|]*(?:publisher|ours|somebody)[^|]* \\| [^|]+ \\|$");

        assertThat(listed).flatExtracting(row -> List.of(row.group(1).replace("`", "").split(", ")))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    /** Each is copied alone, into a shell that has nothing of the others; but alarms.md starts with an export for all. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "docs/alarms.md"})
    void everyVariableOfABlockIsSetInIt(String file) throws IOException {
        var blocks = found(file, "(?ms)^```(\\w*)\\n(.*?)^```$").stream()
                .filter(block -> block.group(1).matches("(sh)?")).map(block -> block.group(2)).toList();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> {
            var set = names("(?m)(?:(?:^|[\\s;])(?=\\w+=)|for |read -r )(\\w+)", block);
            set.add("HERMES_STACK");
            assertThat(names("\\$\\{?([A-Za-z_]\\w*)", block)).isSubsetOf(set);
        });
    }

    private static Set<String> names(String pattern, String block) {
        return Pattern.compile(pattern).matcher(block).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<MatchResult> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(CommandRun.HOME.resolve(file))).results()
                .toList();
    }
}
