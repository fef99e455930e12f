package hermes.benchmarks.topic;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import hermes.benchmarks.result.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartTest {

    private static final Metric CPU = new Metric("CPU", "ms");
    private static final String ISSUER = "authorizer, token of an issuer";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        true  | Node authorizer, token of an issuer
        false | Node authorizer, hash of cost 4
        """)
    void tokenOfAnIssuerIsComparedWithTheSameOfAnotherVersion(boolean before, String reference) {
        var recording = new Recording();
        recording.add(ISSUER, CPU, 9);
        recording.add("Node authorizer, hash of cost 4", CPU, 3);
        recording.add("Node authorizer, token of an issuer", CPU, 8);

        Start.compare(recording, before);

        assertThat(recording.rows()).filteredOn(row -> row.subject().equals(ISSUER))
                .extracting(Row::reference)
                .containsExactly(reference);
    }
}
