package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassDataArchiveTest {

    @TempDir
    Path folder;

    @Test
    void sameJarsHaveTheSameArchive() throws IOException {
        Path jar = Files.writeString(folder.resolve("function.jar"), "one");

        assertThat(archive(jar).file()).isEqualTo(archive(jar).file());
    }

    @Test
    void rebuiltJarHasAnotherArchiveAndTheOldOneIsDeleted() throws IOException {
        Path jar = Files.writeString(folder.resolve("function.jar"), "one");
        Path old = Files.createFile(archive(jar).file());
        Path others = Files.createFile(folder.resolve("other.jar-abcdef.jsa"));

        Files.writeString(jar, "changed");
        archive(jar).deleteOlderOnes();

        assertThat(archive(jar).file()).isNotEqualTo(old);
        assertThat(old).doesNotExist();
        assertThat(others).exists();
    }

    private ClassDataArchive archive(Path jar) throws IOException {
        return new ClassDataArchive(folder, List.of(jar));
    }
}
