package hermes.send.stream;

import java.util.Map;

/** How an attempt to append ended; except for the first, nothing was written. */
sealed interface AppendOutcome {

    record Appended(Head head) implements AppendOutcome {}

    /** The stream's head is another: someone else appended. */
    record Moved(Head head) implements AppendOutcome {}

    /** @param offsets at which the notifications of these ids were appended before */
    record Repeated(Map<String, Long> offsets) implements AppendOutcome {}

    /** Someone else was writing at the same moment. */
    record Conflict() implements AppendOutcome {}

    /** DynamoDB had too much to do. */
    record Throttled() implements AppendOutcome {}
}
