package hermes.local.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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
        List<String> printed = parent.inputReader().lines().takeWhile(line -> !line.equals("ready")).toList();
        assertThat(printed).hasSize(2).allMatch(line -> line.matches("\\d+"));
        List<ProcessHandle> children = printed.stream()
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)).stream())
                .toList();
        assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);

        parent.destroyForcibly();

        CompletableFuture
                .allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(20, SECONDS).join();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
}
