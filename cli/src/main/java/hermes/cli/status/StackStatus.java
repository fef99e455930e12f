package hermes.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.stack.DeadLetter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.ShortDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a stack is at one time. Immutable.
 *
 * @param deadLetters how many there are in both queues together
 * @param seen those of them that were looked at
 * @param connections at most {@link #MOST_COUNTED} and one more
 * @param alarms those that are on; empty for a local stack, which has none
 */
public record StackStatus(String stack, Instant at, List<QueueState> queues, int deadLetters,
        List<DeadLetter> seen,
        long connections, Optional<List<Alarm>> alarms) {

    /** All rooms are a scan of the table: more are not counted. */
    public static final int MOST_COUNTED = 10_000;

    /** As of OldestMessageAlarm. */
    static final Duration LATE = Duration.ofMinutes(2);

    /** In a sentence each; empty if nothing is. */
    public List<String> wrong() {
        var wrong = new ArrayList<String>();
        if (deadLetters > 0) {
            wrong.add("%d dead letter%s".formatted(deadLetters, deadLetters == 1 ? "" : "s"));
        }
        queues.stream().filter(queue -> queue.oldest().filter(age -> age.compareTo(LATE) > 0).isPresent())
                .forEach(queue -> wrong
                        .add("a notification waits in the %s queue for %s".formatted(queue.name(),
                                ShortDuration.of(queue.oldest().orElseThrow()))));
        alarms.ifPresent(on -> on.forEach(alarm -> wrong.add(alarm.name() + " is on")));
        return wrong;
    }

    /** How many of those seen have which reason code. */
    public Map<String, Long> reasons() {
        return seen.stream()
                .collect(Collectors.groupingBy(DeadLetter::reasonCode, TreeMap::new, Collectors.counting()));
    }

    /** Of those seen, newest first. */
    public List<DeadLetter> lastFailures(int most) {
        return seen.stream().sorted(byAge()).limit(most).toList();
    }

    /** Of those seen; empty if none was. */
    public Optional<Duration> oldestDeadLetter() {
        return seen.stream().max(byAge()).map(letter -> letter.age(at));
    }

    private Comparator<DeadLetter> byAge() {
        return Comparator.comparing(letter -> letter.age(at));
    }

    /** One object, for scripts. */
    public ObjectNode json() {
        var json = Json.object().put("stack", stack).put("at", at.toString());
        wrong().forEach(json.putArray("wrong")::add);
        queues.stream().map(QueueState::json).forEach(json.putArray("queues")::add);
        var letters = json.putObject("deadLetters").put("count", deadLetters);
        oldestDeadLetter().ifPresent(age -> letters.put("oldestSeconds", age.toSeconds()));
        letters.set("reasons", Json.of(reasons()));
        lastFailures(5).stream().map(DeadLetter::summary).forEach(letters.putArray("last")::add);
        json.put("connections", Math.min(connections, MOST_COUNTED)).put("moreConnections",
                connections > MOST_COUNTED);
        alarms.ifPresent(on -> on.stream().map(Alarm::json).forEach(json.putArray("alarms")::add));
        return json;
    }
}
