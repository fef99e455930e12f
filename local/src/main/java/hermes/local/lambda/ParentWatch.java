package hermes.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/**
 * Where a function's process begins: it ends itself when the stack that started it is gone, however that ended, and
 * is AWS's runtime interface client otherwise. Uses nothing else of this package, as only this class is copied.
 */
final class ParentWatch {

    private ParentWatch() {}

    public static void main(String[] handler) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::endWithParent);
        AWSLambda.main(handler);
    }

    private static void endWithParent() {
        try {
            // Nothing is ever written to this pipe: it ends when the process at its other end does.
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException _) {
            // A broken pipe says the same as an ended one.
        }
        Runtime.getRuntime().halt(1);
    }
}
