package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.invocation.OutOfTimeException;

/** Others appended to the stream first, each time; nothing was appended, a later attempt can succeed. */
public final class StreamBusyException extends OutOfTimeException {
    private static final long serialVersionUID = 1;

    StreamBusyException(StreamName stream, int attempts) {
        super("Stream %s is busy: others appended first in %d attempts"
                .formatted(stream.key(), attempts));
    }
}
