package hermes.benchmarks.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, and what is where in it. Immutable. */
public record Home(Path root) {

    /** That of the process. */
    public static Home ofProcess() {
        return new Home(Path.of(System.getProperty("hermes.home", ".")).toAbsolutePath().normalize());
    }

    Path hermes() {
        return root.resolve("hermes");
    }

    /**
     * Whether {@code hermes up} has left something about the classes of libraries for its next start.
     *
     * @param kind "classes" for the list of them, "jsa" for their archive
     */
    boolean hasLibraries(String kind) throws IOException {
        try (var files = Files.newDirectoryStream(root.resolve("cli/target"), "up-*." + kind)) {
            return files.iterator().hasNext();
        }
    }

    Path jar(String function) {
        return root.resolve("%1$s-function/target/%1$s-function.jar".formatted(function));
    }

    /** One of the examples that are tests as well. */
    String event(String name) throws IOException {
        return Files.readString(root.resolve("events").resolve(name + ".json"));
    }

    Path nodeRuntime() {
        return root.resolve("benchmarks/node/runtime.mjs");
    }

    Path nodeFunction(String name) {
        return root.resolve("benchmarks/target/node").resolve(name + ".mjs");
    }

    public Path results() {
        return root.resolve("benchmarks/results");
    }

    /** What is to be reached, and what a change must not exceed. */
    public Path goals() {
        return root.resolve("benchmarks/goals.tsv");
    }

    public Path page() {
        return root.resolve("docs/performance.md");
    }

    public Path chart() {
        return root.resolve("docs/performance.svg");
    }
}
