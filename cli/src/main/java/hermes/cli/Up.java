package hermes.cli;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.cli.console.RunningParts;
import hermes.cli.console.SelfCheck;
import hermes.cli.console.SelfCheck.Result.NotProved;
import hermes.cli.console.SelfCheck.Result.Proved;
import hermes.cli.console.StackLog;
import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.ConsoleOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.CommandName;
import hermes.cli.terminal.PortConverter;
import hermes.cli.terminal.Printer;
import hermes.cli.terminal.Printing;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.identity.IdentityProvider;
import hermes.local.stack.LocalStackException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
                "Runs the whole stack of template.yaml on this machine until Ctrl-C.",
                "Proves once that it works, then shows what happens in it. Data is in memory."},
        footer = {"", "Example:  ${hermes.command} up -p RetentionHours=1 --port 4600"})
final class Up implements Callable<Integer> {

    private static final int DEFAULT_PORT = 4500;
    private static final int LAST_PORT = 65_535;
    private static final Path HOME = Path.of(System.getProperty("hermes.home", "."));

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = TargetOptions.DEFAULT_PORT,
            description = "The page's port (default: ${DEFAULT-VALUE}); the AWS endpoint and the WebSocket API take "
                    + "the next two.")
    private int port;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template; may be repeated.")
    private List<String> parameters = List.of();

    @Option(
            names = "--identity-provider",
            description = "Starts one beside the stack, on the port after those, whose tokens the stack accepts; "
                    + "it believes whoever logs in.")
    private boolean identityProvider;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "Another template than the one of this project.")
    private Path template = HOME.resolve("template.yaml");

    @Mixin
    private Printer printer;

    @Override
    public Integer call() throws InterruptedException {
        var parameters = values();
        var options = StackOptions.DEFAULT.withPorts(offset(1), offset(2));
        refuseSecond();
        var out = printer.out();
        out.println("Starting the stack of " + template.getFileName() + " ...");
        var feed = new LogFeed();
        var figures = new MetricStatistics();
        try (var running = new RunningParts()) {
            running.add(() -> endChild(System.getProperty("hermes.archiving", "")));
            var log = new StackLog(out, running.add(new Printing()), feed, figures, Clock.systemUTC());
            var provider = identityProvider
                    ? Optional.of(running.add(IdentityProvider.start(offset(3))))
                    : Optional.<IdentityProvider>empty();
            provider.ifPresent(started -> accept(started, parameters));
            var local = running.add(LocalStack.start(template,
                    options.withParameters(parameters).withLog(log)));
            requireHermes(local.outputs());
            var stack = running.add(AwsOperations.local(local.outputs()));
            var api = new ConsoleApi(stack, local::invoke, figures, provider.map(IdentityProvider::issuer));
            var console = running
                    .add(new ConsoleServer(api, feed, HOME.resolve("client"), port).start(port));
            announce(out, local, stack, console.port());
            announceProvider(out, parameters);
            log.tellEverything();
            printer.endProcessWithReader();
            running.awaitCtrlC();
        } catch (LocalStackException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        return 0;
    }

    /** The ports alone would only say that something has them. */
    private void refuseSecond() {
        if (port != 0 && ConsoleOperations.answersOn(port)) {
            throw new CommandFailed(
                    ("a Hermes stack runs on port %d already, and %2$s works on it; end it with Ctrl-C where "
                            + "it was started, or start another beside it with %2$s up --port %3$d")
                            .formatted(port, CommandName.typed(), Math.min(port + 100, LAST_PORT - 3)));
        }
    }

    /** Any template runs, but the page, the commands and the self-check need what the outputs of this project's name. */
    private void requireHermes(Map<String, String> outputs) {
        var missing = Stream.concat(Stream.of("WebSocketUrl"), AwsOperations.NEEDED_OUTPUTS.stream())
                .filter(name -> !outputs.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new CommandFailed("%s is not a template of Hermes: it lacks %s; expected all that %s has"
                    .formatted(template.getFileName(),
                            (missing.size() == 1 ? "the output " : "the outputs ")
                                    + String.join(", ", missing),
                            HOME.resolve("template.yaml").normalize()));
        }
    }

    /** Whatever {@code -p} says goes before. */
    private static void accept(IdentityProvider provider, Map<String, String> parameters) {
        parameters.putIfAbsent("TokenIssuer", provider.issuer());
        parameters.putIfAbsent("TokenAudience", IdentityProvider.CLIENT);
        parameters.putIfAbsent("TokenRoomClaim", "room");
    }

    /** An empty value is one: the template says whether the parameter may have it. */
    private Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var parts = parameter.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank()) {
                throw printer.wrongUsage("-p %s is no parameter; expected NAME=VALUE".formatted(parameter));
            }
            values.put(parts[0], parts[1]);
        }
        return values;
    }

    private int offset(int number) {
        int others = identityProvider ? 3 : 2;
        if (port > LAST_PORT - others) {
            throw printer.wrongUsage(
                    "--port %d leaves none for the AWS endpoint and the WebSocket API; expected at most %d"
                            .formatted(port, LAST_PORT - others));
        }
        return port == 0 ? 0 : port + number;
    }

    private static void announce(PrintWriter out, LocalStack local, AwsOperations stack, int consolePort)
            throws InterruptedException {
        var webSocketUrl = local.outputs().get("WebSocketUrl");
        switch (new SelfCheck(stack, webSocketUrl).run()) {
            case Proved(Duration connect, Duration delivery) -> out.printf(
                    "Self-check: connected in %d ms, from the queue to the socket in %d ms%n",
                    connect.toMillis(),
                    delivery.toMillis());
            case NotProved(String reason) -> out.println("Self-check failed: " + reason);
        }
        var typed = CommandName.typed();
        var port = consolePort == DEFAULT_PORT ? "" : " --port " + consolePort;
        out.printf(Locale.ROOT, """
            Ready in %.1f s

              Page          http://localhost:%d
              WebSocket     %s?token=$(%s token%s --user 7 --room acme)
              AWS endpoint  %s

              %s publish%s --room acme --user 7 '{"type":"info","data":"hello"}'
              %s outputs%s

            """,
                Duration.between(begun(System.getProperty("hermes.started", "")), Instant.now()).toMillis()
                        / 1_000.0,
                consolePort, webSocketUrl, typed, port,
                local.awsEndpoint(), typed, port, typed, port);
    }

    private void announceProvider(PrintWriter out, Map<String, String> parameters) {
        if (identityProvider) {
            out.printf("""
                  Issuer        %1$s
                  Its tokens    curl -s -d grant_type=password -d username=7 -d room=acme %1$s/token

                """, parameters.get("TokenIssuer"));
        }
        out.println("Ctrl-C stops everything. What happens in the stack:");
        out.println();
        out.flush();
    }

    /**
     * With what it has started itself: the script has begun it before it became this process. A JVM that writes an archive
     * does not end when it is asked to, and what it leaves is cleared away by the next start.
     *
     * @param id of a child of this process; of nobody if it is empty, or another process's
     */
    static void endChild(String id) {
        ProcessHandle.current().children().filter(child -> String.valueOf(child.pid()).equals(id))
                .forEach(child -> {
                    child.descendants().forEach(ProcessHandle::destroyForcibly);
                    child.destroyForcibly();
                });
    }

    /**
     * The JVM knows its own start to the second only, on Linux, and nothing of the script that started it.
     *
     * @param started in seconds, as the script says it; empty, or anything else, if it does not know
     */
    static Instant begun(String started) {
        return started.matches("\\d{1,12}\\.\\d{1,9}")
                ? Instant.EPOCH.plus(new BigDecimal(started).movePointRight(6).longValue(), ChronoUnit.MICROS)
                : ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }
}
