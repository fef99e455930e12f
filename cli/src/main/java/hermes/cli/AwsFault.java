package hermes.cli;

import hermes.backend.HermesException;
import hermes.common.ConnectionsException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells what AWS refused, or could not be asked, from a fault of this program: its message is for the person. */
final class AwsFault {

    private AwsFault() {}

    static boolean is(Exception failure) {
        return failure instanceof SdkException || failure instanceof HermesException
                || failure instanceof ConnectionsException;
    }
}
