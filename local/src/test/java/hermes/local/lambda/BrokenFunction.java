package hermes.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that cannot initialise. */
public final class BrokenFunction implements RequestStreamHandler {

    public BrokenFunction() {
        throw new IllegalStateException("TABLE is missing: set it to a table's name");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        throw new UnsupportedOperationException("it never came so far");
    }
}
