package hermes.benchmarks.topic;

import hermes.benchmarks.gateway.Contestant;
import hermes.benchmarks.gateway.Crowd;
import hermes.benchmarks.gateway.Stack;
import hermes.benchmarks.process.Usage;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run against the stack and what it is compared with, in turns. Not thread-safe. */
final class GatewayRun implements AutoCloseable {

    private static final Metric CPU = new Metric("CPU of the server", "µs");
    private static final Metric FUNCTIONS = new Metric("CPU of the functions", "µs");
    private static final Metric HEAP = new Metric("live heap", "KB");
    private static final Metric IDLE = new Metric("CPU, of one core", "%");
    private static final Metric MEMORY = new Metric("memory of the server", "MB");
    private static final Metric CLOCK = new Metric("clock until all rows are gone", "ms");

    /** With a frame's head of four bytes. */
    private static final int TEXT_BYTES = 200;
    private static final int FRAME_BYTES = TEXT_BYTES + 4;

    /** Until as many processes of the functions run as handshakes are under way, and most is compiled. */
    private static final int WARM_UP = 200;

    private static final Duration IDLE_TIME = Duration.ofSeconds(20);
    private static final Duration LONGEST_LEAVING = Duration.ofMinutes(5);

    private final Plan plan;
    private final Stack stack;
    private final Contestant other;
    private final Map<Contestant, Crowd> crowds = new LinkedHashMap<>();
    private final Recording recording = new Recording();
    private final int connections;
    private final int posts;

    GatewayRun(Plan plan, Stack stack, Contestant other) throws IOException {
        this.plan = plan;
        this.stack = stack;
        this.other = other;
        this.connections = plan.some(plan.connections());
        this.posts = plan.some(plan.posts());
        for (var one : List.of(stack, other)) {
            crowds.put(one, new Crowd(one.address()));
        }
    }

    Recording recording() {
        return recording;
    }

    void connections() throws IOException, InterruptedException {
        for (var one : crowds.keySet()) {
            crowds.get(one).open(one.paths(plan.some(WARM_UP)));
        }
        var before = new LinkedHashMap<Contestant, Double>();
        for (var one : crowds.keySet()) {
            before.put(one, one.liveHeap());
        }
        var idle = idle();
        for (int round = 0; round < plan.rounds(); round++) {
            plan.tell("gateway, handshakes", round);
            for (var one : crowds.keySet()) {
                handshakes(one, connections / plan.rounds());
            }
        }
        for (var one : crowds.keySet()) {
            if (!plan.inShort()) {
                add("a connection", one, HEAP, (one.liveHeap() - before.get(one)) * 1_000 / connections);
            }
        }
        var withAll = idle();
        for (var one : idle.keySet()) {
            add("idle, a few connections", one, IDLE, idle.get(one));
            add("idle, all connections: more", one, IDLE, withAll.get(one) - idle.get(one));
        }
    }

    private void handshakes(Contestant one, int handshakes) throws IOException, InterruptedException {
        var paths = one.paths(handshakes);
        var server = one.process().cpu();
        var functions = one.process().childrensCpu();
        crowds.get(one).open(paths);
        add("a handshake", one, CPU, micros(one.process().cpu().minus(server), handshakes));
        if (one == stack) {
            add("a handshake", one, FUNCTIONS,
                    micros(one.process().childrensCpu().minus(functions), handshakes));
        }
    }

    void posts() throws IOException, InterruptedException {
        var text = "x".repeat(TEXT_BYTES);
        var ids = new LinkedHashMap<Contestant, List<String>>();
        for (var one : crowds.keySet()) {
            ids.put(one, one.ids());
            for (var way : one.ways(text)) {
                post(one, way, ids.get(one));
            }
        }
        double before = Usage.residentMegabytes(stack.process().pid());
        for (int round = 0; round < plan.rounds(); round++) {
            plan.tell("gateway, posts", round);
            for (var one : crowds.keySet()) {
                for (var way : one.ways(text)) {
                    add("a " + way.name(), one, CPU, post(one, way, ids.get(one)));
                }
            }
        }
        double after = Usage.residentMegabytes(stack.process().pid());
        recording.add("after all posts: more", MEMORY, after - before);
        compareWays(text);
    }

    /** Where the other has one way only, all are compared with that. */
    private void compareWays(String text) {
        var others = other.ways(text).stream().map(Contestant.Way::name).toList();
        for (var way : stack.ways(text)) {
            var name = others.contains(way.name()) ? way.name() : others.getFirst();
            recording.compare("a " + way.name(), "a " + name + suffix(other));
        }
    }

    /** Every frame has to arrive. */
    private double post(Contestant one, Contestant.Way way, List<String> ids)
            throws IOException, InterruptedException {
        var crowd = crowds.get(one);
        long bytes = crowd.bytes();
        var before = one.process().cpu();
        way.poster().post(ids, posts);
        crowd.awaitBytes(bytes + (long) posts * FRAME_BYTES);
        return micros(one.process().cpu().minus(before), posts);
    }

    /** Of each; of nobody in the short form. */
    private Map<Contestant, Double> idle() throws IOException, InterruptedException {
        var percent = new LinkedHashMap<Contestant, Double>();
        if (plan.inShort()) {
            return percent;
        }
        var before = new LinkedHashMap<Contestant, Duration>();
        for (var one : crowds.keySet()) {
            before.put(one, one.process().cpu());
        }
        Thread.sleep(IDLE_TIME);
        for (var one : crowds.keySet()) {
            percent.put(one,
                    100.0 * one.process().cpu().minus(before.get(one)).toMillis() / IDLE_TIME.toMillis());
        }
        return percent;
    }

    /** All close at once. */
    void leave() throws IOException, InterruptedException {
        int leaving = stack.ids().size();
        long start = System.nanoTime();
        var before = stack.process().cpu();
        crowds.get(stack).close();
        while (stack.hasConnections()) {
            if (System.nanoTime() - start > LONGEST_LEAVING.toNanos()) {
                throw new IOException("rows are left of connections that have ended");
            }
            Thread.sleep(100);
        }
        recording.add("all leave at once", CLOCK, (System.nanoTime() - start) / 1e6);
        recording.add("one that leaves", CPU, micros(stack.process().cpu().minus(before), leaving));
    }

    @Override
    public void close() throws IOException {
        for (var crowd : crowds.values()) {
            crowd.close();
        }
    }

    private void add(String subject, Contestant one, Metric metric, double value) {
        recording.add(subject + suffix(one), metric, value);
        if (one == stack) {
            recording.compare(subject, subject + suffix(other));
        }
    }

    private String suffix(Contestant one) {
        return one == stack ? "" : ", beside";
    }

    private static double micros(Duration time, int times) {
        return time.toNanos() / 1e3 / times;
    }
}
