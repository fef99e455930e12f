package hermes.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionProcessTest {

    @Test
    void eventIsAnsweredAndItsTimesAreInOrder() throws IOException, InterruptedException {
        try (var process = start()) {
            var ready = process.ready();
            var invocation = process.invoke("hello", "hello");

            assertThat(ready.cpuMillisSince(process.started())).isPositive();
            assertThat(ready.millisSince(process.started())).isPositive();
            assertThat(invocation.given().millisSince(ready)).isNotNegative();
            assertThat(invocation.answered().millisSince(invocation.given())).isPositive();
            assertThat(invocation.answered().cpuMillisSince(ready)).isNotNegative();
            assertThat(invocation.answered().residentMegabytes()).isGreaterThan(10);
        }
    }

    @Test
    void severalEventsAreAnsweredOneAfterTheOther() throws IOException, InterruptedException {
        try (var process = start()) {
            assertThat(process.invoke("first", "first").answer()).isEqualTo("first");
            assertThat(process.invoke("second", "second").answer()).isEqualTo("second");
        }
    }

    @Test
    void anotherAnswerThanExpectedIsSaid() throws IOException {
        try (var process = start()) {
            assertThatIllegalStateException().isThrownBy(() -> process.invoke("hello", "200"))
                    .withMessageContaining("it has answered hello, expected 200");
        }
    }

    @Test
    void failureIsSaidWithTheLastWords() throws IOException {
        try (var process = start()) {
            assertThatIllegalStateException().isThrownBy(() -> process.invoke("fail", "200"))
                    .withMessageContaining("it has failed with fail")
                    .withMessageContaining("echo was started");
        }
    }

    @Test
    void endBeforeItIsReadyIsSaid() throws IOException {
        try (var process = start("end")) {
            assertThatIllegalStateException().isThrownBy(process::ready)
                    .withMessageContaining("it has not initialised")
                    .withMessageContaining("echo was started");
        }
    }

    private static FunctionProcess start(String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Java.program("java"), "-cp", System.getProperty("java.class.path"),
                        EchoRuntime.class.getName()));
        command.addAll(List.of(arguments));
        return FunctionProcess.start(new Code(command, "any"), Map.of());
    }
}
