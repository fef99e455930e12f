package hermes.benchmarks.topic;

import java.util.List;

/** All there are. */
public final class Topics {

    public static final List<Topic> ALL = List.of(new Start(), new Post(), new Append(), new Resume(),
            new Batch(),
            new Gateway(), new Up());

    private Topics() {}
}
