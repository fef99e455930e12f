package hermes.system.faults.book;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The numbers that a publisher who wants an order gives to what it publishes: they must ascend. */
public final class Numbers {

    /** Members of the data. */
    public static final String PUBLISHER = "publisher";
    public static final String NUMBER = "number";

    private Numbers() {}

    /**
     * @param where as it begins a sentence
     * @param data of a stream's notifications, in the order in which they are there
     * @return which number comes behind a larger one of the same publisher
     */
    public static List<String> violations(String where, Stream<JsonNode> data) {
        Map<String, Long> last = new HashMap<>();
        return data.filter(one -> one.has(PUBLISHER)).flatMap(one -> {
            long number = one.path(NUMBER).asLong();
            var before = last.put(one.path(PUBLISHER).asText(), number);
            return Optional.ofNullable(before).filter(other -> other >= number)
                    .map(other -> "%s %s's number %d behind %d".formatted(where,
                            one.path(PUBLISHER).asText(), number, other))
                    .stream();
        }).toList();
    }
}
