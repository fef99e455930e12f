package hermes.send.stream;

import hermes.common.StreamName;
import java.time.Duration;

/**
 * How long notifications can be had, and how long their ids are remembered. Immutable.
 *
 * @param inbox of what belongs in an inbox
 */
public record Retention(Duration notifications, Duration inbox) {

    Duration of(StreamName stream) {
        return stream.kind().inInbox() ? inbox : notifications;
    }
}
