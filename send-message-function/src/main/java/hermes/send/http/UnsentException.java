package hermes.send.http;

import java.io.IOException;

/** The request cannot have been processed, since it did not leave whole. */
final class UnsentException extends IOException {
    private static final long serialVersionUID = 1;

    UnsentException(IOException cause) {
        super(cause);
    }
}
