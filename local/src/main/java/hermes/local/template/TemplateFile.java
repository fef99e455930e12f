package hermes.local.template;

import hermes.local.stack.LocalStackException;
import java.nio.file.Path;

/** Where the template lies: paths in it start there, and its messages name it. */
public record TemplateFile(Path path) {

    /** @param relative as {@code CodeUri} gives it */
    public Path resolve(String relative) {
        return path.toAbsolutePath().getParent().resolve(relative).normalize();
    }

    /** A sentence with file, line and place. */
    LocalStackException error(Value at, String where, String problem) {
        return new LocalStackException(
                "%s line %d: %s: %s.".formatted(path.getFileName(), at.line(), where, problem));
    }
}
