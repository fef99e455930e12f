package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.process.FunctionProcess;
import hermes.benchmarks.process.Java;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import hermes.local.identity.IdentityProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cold starts: from the start of a function's process to its first answer. */
final class Start implements Topic {

    private static final About ABOUT = new About("start",
            "Cold starts of the functions, beside functions on Node that do the same", 11, 3, true);

    private static final Metric CPU = new Metric("CPU to the first answer", "ms");
    private static final Metric FIRST = new Metric("CPU of the first event", "ms", 10);
    private static final Metric CLOCK = new Metric("clock to the first answer", "ms");
    private static final Metric MEMORY = new Metric("memory then", "MB");
    private static final Metric CLASSES = new Metric("classes loaded then", "");

    private static final String ALLOWED = "Allow";
    private static final String DONE = "200";

    /** @param reference whether it is what ours is compared with */
    private record Variant(String subject, String function, boolean reference, Map<String, String> variables,
            String event,
            String expected) {}

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        var world = new World(1);
        try (var aws = AwsStub.http(new Answers(world)); var provider = IdentityProvider.start(0)) {
            var functions = Functions.of(plan, aws);
            var recording = new Recording();
            var variants = variants(plan, world, provider);
            for (int round = 0; round < plan.rounds(); round++) {
                plan.tell(ABOUT.name(), round);
                for (var variant : variants) {
                    start(functions, variant, recording, round == 0);
                }
            }
            compare(recording, plan.before().isPresent());
            return recording;
        }
    }

    private static List<Variant> variants(Plan plan, World world, IdentityProvider provider)
            throws IOException {
        var events = new Events(plan.home());
        var handshake = events.handshake(world.token());
        var cheap = Map.of("TOKENS_TABLE", World.TOKENS + "04");
        var connect = plan.home().event("connect");
        var all = new ArrayList<Variant>();
        all.add(new Variant("connect", "connect", false, Map.of(), connect, DONE));
        all.add(new Variant("Node connect", "connect", true, Map.of(), connect, DONE));
        all.add(new Variant("authorizer", "authorizer", false, Map.of(), handshake, ALLOWED));
        all.add(new Variant("Node authorizer", "authorizer", true, Map.of(), handshake, ALLOWED));
        if (plan.inShort()) {
            return all;
        }
        all.add(new Variant("authorizer, hash of cost 4", "authorizer", false, cheap, handshake, ALLOWED));
        all.add(new Variant("Node authorizer, hash of cost 4", "authorizer", true, cheap, handshake,
                ALLOWED));
        all.add(new Variant("authorizer, token of an issuer", "authorizer", false, issuer(provider),
                events.handshake(provider.token("7", World.ROOM)), ALLOWED));
        if (plan.before().isPresent()) {
            all.add(new Variant("Node authorizer, token of an issuer", "authorizer", true, issuer(provider),
                    events.handshake(provider.token("7", World.ROOM)), ALLOWED));
        }
        var disconnect = plan.home().event("disconnect");
        all.add(new Variant("disconnect", "disconnect", false, Map.of(), disconnect, DONE));
        all.add(new Variant("Node disconnect", "disconnect", true, Map.of(), disconnect, DONE));
        var batch = events.batch(1, _ -> World.ROOM);
        all.add(new Variant("send, one connection", "send-message", false, Map.of(), batch, "[]"));
        all.add(new Variant("Node send, one connection", "send-message", true, Map.of(), batch, "[]"));
        return all;
    }

    private static Map<String, String> issuer(IdentityProvider provider) {
        return Map.of("TOKEN_ISSUER", provider.issuer(), "TOKEN_AUDIENCE", IdentityProvider.CLIENT,
                "TOKEN_ROOM_CLAIM", "room");
    }

    /** The authorizer on Node knows no issuers. */
    static void compare(Recording recording, boolean before) {
        for (var subject : List.of("connect", "authorizer", "authorizer, hash of cost 4", "disconnect",
                "send, one connection")) {
            recording.compare(subject, "Node " + subject);
        }
        recording.compare("authorizer, token of an issuer",
                before ? "Node authorizer, token of an issuer" : "Node authorizer, hash of cost 4");
    }

    private static void start(Functions functions, Variant variant, Recording recording, boolean count)
            throws IOException, InterruptedException {
        try (FunctionProcess process = variant.reference
                ? functions.startReference(variant.function, variant.function, variant.variables)
                : functions.start(variant.function, variant.variables)) {
            var ready = process.ready();
            var first = process.invoke(variant.event, variant.expected);
            var answered = first.answered();
            recording.add(variant.subject, CPU, answered.cpuMillisSince(process.started()));
            recording.add(variant.subject, FIRST, answered.cpuMillisSince(ready));
            recording.add(variant.subject, CLOCK, ready.millisSince(process.started())
                    + answered.millisSince(first.given()));
            recording.add(variant.subject, MEMORY, answered.residentMegabytes());
            if (count && (!variant.reference || functions.before().isPresent())) {
                recording.add(variant.subject, CLASSES, Java.loadedClasses(process.pid()));
            }
        }
    }
}
