package hermes.benchmarks.topic;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Processor time of the JVM for each operation, with its collector: JMH itself reads the clock, which others disturb. */
public final class CpuProfiler implements InternalProfiler {

    static final String NAME = "cpu";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "processor time for each operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark,
            IterationParams iteration,
            IterationResult result) {
        double micros = (system.getProcessCpuTime() - before) / 1e3;
        return List.of(new ScalarResult(NAME, micros / result.getMetadata().getMeasuredOps(), "us/op",
                AggregationPolicy.AVG));
    }
}
