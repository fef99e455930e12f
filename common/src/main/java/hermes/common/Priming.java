package hermes.common;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/**
 * One call through a function's real path while its constructor runs. Classes get loaded and connections opened
 * at full CPU speed before the first user waits, in a plain cold start and in a SnapStart snapshot alike. So it should be a
 * call that the function makes for its events: what another one loads is loaded for nothing.
 */
public final class Priming {

    private Priming() {}

    /**
     * Runs a call and drops its result. A failure is one log line and no more: the function can do its work
     * without having been primed, and will say better than this if it cannot.
     *
     * @param call must change nothing and keep nothing: of a key that nobody has
     */
    public static void attempt(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LambdaRuntime.getLogger().log("Priming failed, the first request will be slower: " + e,
                    LogLevel.WARN);
        }
    }
}
