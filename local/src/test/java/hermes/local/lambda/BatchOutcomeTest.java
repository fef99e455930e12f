package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class BatchOutcomeTest {

    private static final Set<String> BATCH = Set.of("m1", "m2");

    static final InvocationResult[] WITHOUT_AN_ANSWER = {new Failed("E", "", new byte[0]),
            new TimedOut("id", Duration.ofSeconds(1)), new NotInvocable("closing")};

    /** The conditions that AWS documents, and the undocumented ones, which fail the batch. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"batchItemFailures":[]}                             | m1 m2
        {"batchItemFailures":null}                           | m1 m2
        {}                                                   | m1 m2
        null                                                 | m1 m2
        {"batchItemFailures":[{"itemIdentifier":"m2"}]}      | m1
        {"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m1"}]} | ''
        {"batchItemFailures":[{"itemIdentifier":""}]}        | ''
        {"batchItemFailures":[{"itemIdentifier":null}]}      | ''
        {"batchItemFailures":[{"id":"m2"}]}                  | ''
        {"batchItemFailures":[{"itemIdentifier":"m3"}]}      | ''
        {"batchItemFailures":[{"itemIdentifier":7}]}         | ''
        {"batchItemFailures":["m2"]}                         | ''
        {"batchItemFailures":"m2"}                           | ''
        {"batchItemFailures":[                               | ''
        "done"                                               | ''
        ''                                                   | ''
        """)
    void answerSaysWhichMessagesAreDone(String answer, String done) {
        Set<String> expected = done.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(done.split(" ")));

        assertThat(BatchOutcome.done(new Returned(answer.getBytes(UTF_8)), BATCH, true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("WITHOUT_AN_ANSWER")
    void withoutAnAnswerNothingIsDone(InvocationResult invocation) {
        assertThat(BatchOutcome.done(invocation, BATCH, true)).isEmpty();
        assertThat(BatchOutcome.done(invocation, BATCH, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"batchItemFailures":[{"itemIdentifier":"m2"}]}
        not JSON
        """)
    void withoutReportBatchItemFailuresTheListIsIgnored(String answer) {
        assertThat(BatchOutcome.done(new Returned(answer.getBytes(UTF_8)), BATCH, false)).isEqualTo(BATCH);
    }
}
