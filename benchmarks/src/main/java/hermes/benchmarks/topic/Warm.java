package hermes.benchmarks.topic;

import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.process.FunctionProcess;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;

/** What an event takes in a process that has had many like it. */
record Warm(AwsStub aws, Recording recording, String expected) {

    static final Metric CPU = new Metric("CPU", "µs");
    static final Metric CALLS = new Metric("calls to AWS", "");

    /** Makes an event that is no repetition of the last one. */
    interface Source {

        String next() throws IOException;
    }

    /** The mean of so many events is a round's value. */
    void measure(String subject, FunctionProcess process, Source events, int times)
            throws IOException, InterruptedException {
        aws.takeCalls();
        double millis = run(process, events, times);
        double calls = aws.takeCalls().values().stream().mapToLong(Long::longValue).sum();
        recording.add(subject, CPU, millis * 1_000 / times);
        recording.add(subject, CALLS, calls / times);
    }

    /** Milliseconds of processor time, from the first event that is given to the last answer. */
    double run(FunctionProcess process, Source events, int times) throws IOException, InterruptedException {
        var first = process.invoke(events.next(), expected);
        var last = first;
        for (int i = 1; i < times; i++) {
            last = process.invoke(events.next(), expected);
        }
        return last.answered().cpuMillisSince(first.given());
    }
}
