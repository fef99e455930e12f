package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.invocation.OutOfTimeException;

/** Others appended to the stream all the time; nothing was appended, a later attempt can succeed. */
final class StreamBusyException extends OutOfTimeException {
    private static final long serialVersionUID = 1;

    StreamBusyException(StreamName stream, int attempts) {
        super("Stream %s was busy in %d attempts; expected to append in the time of one invocation"
                .formatted(stream.key(), attempts));
    }
}
