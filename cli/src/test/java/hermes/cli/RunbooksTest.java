package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.stack.DeadLetter;
import hermes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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

    private static List<MatchResult> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(CommandRun.HOME.resolve(file))).results()
                .toList();
    }
}
