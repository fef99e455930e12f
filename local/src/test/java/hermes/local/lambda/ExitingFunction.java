package hermes.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function whose process says a word and ends before it is ready. */
public final class ExitingFunction implements RequestStreamHandler {

    public ExitingFunction() {
        System.out.println("no locale for this path");
        Runtime.getRuntime().halt(7);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        throw new UnsupportedOperationException("it never came so far");
    }
}
