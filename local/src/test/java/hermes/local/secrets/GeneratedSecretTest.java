package hermes.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Section;
import hermes.local.template.TemplateFile;
import hermes.local.template.Value;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeneratedSecretTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                PasswordLength=128 ExcludePunctuation=true                                        | [A-Za-z0-9]{128}
                PasswordLength=4 ExcludeNumbers=true ExcludeUppercase=true ExcludePunctuation=true | [a-z]{4}
                ExcludeCharacters=abcdefghijklmnopqrstuvwxyz ExcludePunctuation=true               | [A-Z0-9]{32}
                SecretStringTemplate={"user":"u"} GenerateStringKey=key ExcludePunctuation=true    | \\{"user":"u","key":"[A-Za-z0-9]{32}"}
                """)
    void secretFollowsTheRules(String rules, String pattern) {
        assertThat(GeneratedSecret.of(rules(rules))).matches(pattern);
    }

    @Test
    void eachKindOfCharacterOccurs() {
        assertThat(GeneratedSecret.of(rules("PasswordLength=4"))).containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]").containsPattern("[^A-Za-z0-9]");
    }

    @Test
    void secretsDiffer() {
        assertThat(GeneratedSecret.of(rules("PasswordLength=32"))).isNotEqualTo(
                GeneratedSecret.of(rules("PasswordLength=32")));
    }

    @Test
    void rulesThatLeaveNothingAreRefused() {
        Section rules = rules(
                "ExcludeLowercase=true ExcludeUppercase=true ExcludeNumbers=true ExcludePunctuation=true");

        assertThatExceptionOfType(LocalStackException.class).isThrownBy(() -> GeneratedSecret.of(rules))
                .withMessageContaining("the rules leave no text of 32 characters");
    }

    private static Section rules(String text) {
        SequencedMap<String, Value> rules = new LinkedHashMap<>();
        for (String rule : text.split(" ")) {
            rules.put(rule.substring(0, rule.indexOf('=')),
                    new Text(rule.substring(rule.indexOf('=') + 1), 1));
        }
        return new Section(new TemplateFile(Path.of("template.yaml")), "Secret", new Members(rules, 1));
    }
}
