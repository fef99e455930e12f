package hermes.local.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParentWatchTest {

    @TempDir
    Path folder;

    @Test
    void functionProcessesEndWhenTheirParentIsKilled() throws IOException {
        Process parent = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder, "-cp",
                System.getProperty("java.class.path"), OrphanMaker.class.getName(),
                FunctionJar.in(folder).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<ProcessHandle> children = children(parent);
        assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);

        parent.destroyForcibly();

        CompletableFuture
                .allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(20, SECONDS).join();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    private static List<ProcessHandle> children(Process parent) throws IOException {
        BufferedReader lines = parent.inputReader();
        return lines.lines().takeWhile(line -> !line.equals("ready")).map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }
}
