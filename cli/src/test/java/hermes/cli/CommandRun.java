package hermes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.PrintableWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a command line came to, as a shell sees it. */
public record CommandRun(int exitCode, String out, String err) {

    /** The checkout, in which the modules are built side by side. */
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    static CommandRun of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.commandLine().setOut(new PrintableWriter(out))
                .setErr(new PrintableWriter(err))
                .execute(args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    public static CommandRun of(List<String> some, String... others) {
        return of(Stream.concat(Arrays.stream(others), some.stream()).toArray(String[]::new));
    }

    /**
     * As it is typed, script and class path included, by somebody without any settings for AWS.
     *
     * @param home for the files of this run
     */
    public static CommandRun typed(Path home, String... args) throws IOException, InterruptedException {
        return of(new ProcessBuilder(
                Stream.concat(Stream.of(HOME.resolve("hermes").toString()), Stream.of(args))
                        .toList()),
                home);
    }

    /**
     * A line of bash, in which {@code hermes} is the script; a pipe's exit code is the last that is not 0.
     *
     * @param locale as {@code LC_ALL}; none if empty
     */
    public static CommandRun typedInShell(Path home, String locale, String line)
            throws IOException, InterruptedException {
        var shell = new ProcessBuilder("bash", "-c",
                "set -o pipefail; hermes() { '%s' \"$@\"; }; %s".formatted(HOME.resolve("hermes"), line));
        shell.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        if (!locale.isEmpty()) {
            shell.environment().put("LC_ALL", locale);
        }
        return of(shell, home);
    }

    private static CommandRun of(ProcessBuilder launcher, Path home)
            throws IOException, InterruptedException {
        var out = home.resolve("out");
        var err = home.resolve("err");
        launcher.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        launcher.environment()
                .putAll(Map.of("HOME", home.toString(), "JAVA_HOME", System.getProperty("java.home"),
                        "AWS_EC2_METADATA_DISABLED", "true"));
        int exitCode = launcher.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new CommandRun(exitCode, Files.readString(out), Files.readString(err));
    }

    /** What a work of some seconds tells of itself is left out: on a busy machine each work may be one. */
    public CommandRun withoutProgress() {
        return new CommandRun(exitCode, out, withoutProgress(err));
    }

    static String withoutProgress(String err) {
        return err.replaceAll("(?m)^  \\d+ .*\\R", "");
    }

    public JsonNode json() {
        return json(out);
    }

    public List<JsonNode> jsonLines() {
        return out.lines().map(CommandRun::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
