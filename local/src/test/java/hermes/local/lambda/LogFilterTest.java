package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinder than Lambda would hide that metrics and warnings are lost there. */
final class LogFilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"timestamp":"2026-11-30T12:00:00.123Z","level":"WARN"}      | WARN  | true
        {"timestamp":"2026-11-30T12:00:00+01:00","level":"warn"}     | WARN  | true
        {"timestamp":"2026-11-30T12:00:00.123Z","level":"WARN"}      | ERROR | false
        {"timestamp":"2026-11-30T12:00:00.123Z","level":"DEBUG"}     | INFO  | false
        {"timestamp":"2026-11-30T12:00:00.123Z","level":"DEBUG"}     | DEBUG | true
        {"level":"ERROR","message":"no time"}                        | WARN  | false
        {"timestamp":"yesterday","level":"ERROR"}                    | WARN  | false
        {"timestamp":"2026-11-30T12:00:00.123Z","level":"LOUD"}      | WARN  | false
        {"timestamp":"2026-11-30T12:00:00.123Z"}                     | WARN  | false
        {"_aws":{"Timestamp":1},"Poison":1}                          | WARN  | false
        {"_aws":{"Timestamp":1},"Poison":1}                          | INFO  | true
        Exception in thread "main"                                   | WARN  | false
        Exception in thread "main"                                   | INFO  | true
        {broken                                                      | INFO  | true
        """)
    void lineCountsByItsLevelIfItHasATime(String line, String least, boolean passes) {
        var filter = LogFilter.of(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", least));

        assertThat(filter.passes(line)).isEqualTo(passes);
    }

    @Test
    void textFormatIsNotFiltered() {
        assertThat(LogFilter.of(Map.of("AWS_LAMBDA_LOG_LEVEL", "ERROR")).passes("anything")).isTrue();
    }
}
