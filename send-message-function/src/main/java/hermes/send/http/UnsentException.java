package hermes.send.http;

import java.io.IOException;

/** The request did not leave whole, and nothing was answered: no server that waits for a request's end has processed it. */
final class UnsentException extends IOException {
    private static final long serialVersionUID = 1;

    UnsentException(IOException cause) {
        super(cause);
    }
}
