package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Warning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloserTest {

    private final List<StackEvent> log = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer(log::add);

    @Test
    void whatCameLastEndsFirstAndOnce() {
        closer.register(() -> closed.add("first"));
        closer.register(() -> closed.add("second"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("second", "first");
        assertThat(log).isEmpty();
    }

    @Test
    void partThatDoesNotEndKeepsNoOtherFromEndingAndIsTold() {
        closer.register(() -> closed.add("first"));
        closer.register(() -> {
            throw new IOException("stuck");
        });

        closer.close();

        assertThat(closed).containsExactly("first");
        assertThat(log).singleElement().isInstanceOfSatisfying(Warning.class,
                warning -> assertThat(warning.sentence())
                        .endsWith("did not end properly: java.io.IOException: stuck"));
    }
}
