package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.StackEvent.FunctionOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StackLogTest {

    private final StringWriter terminal = new StringWriter();
    private final MetricStatistics figures = new MetricStatistics();
    private final StackLog log = new StackLog(new PrintWriter(terminal), Runnable::run, new LogFeed(),
            figures,
            Clock.systemUTC());

    @BeforeEach
    void tellEverything() {
        log.tellEverything();
    }

    @Test
    void whatAFunctionPrintsIsShown() {
        log.accept(new FunctionOutput("ConnectFunction", "hello"));

        assertThat(terminal.toString()).contains("ConnectFunction      | hello");
        assertThat(figures.json()).isEmpty();
    }

    @Test
    void aLineOfMetricsBecomesAFigureInsteadOfALine() {
        log.accept(new FunctionOutput("SendMessageFunction", """
            {"_aws":{"CloudWatchMetrics":[{"Namespace":"Hermes","Dimensions":[["FunctionName"]],\
            "Metrics":[{"Name":"Published"}]}]},"FunctionName":"send","Published":1}"""));

        assertThat(figures.json()).hasSize(1);
        assertThat(terminal.toString()).isEmpty();
    }
}
