package hermes.send.route;

import hermes.send.json.JsonObject;
import hermes.send.json.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What a browser hears about its message. Each answer ends with empty {@code data}: clients that know only
 * notifications read {@code data.type} of every frame, and pass over this one without an exception.
 */
final class AnswerJson {

    private AnswerJson() {}

    static String accepted(String id, Optional<String> ref) {
        return end(new JsonObject().bool("ok", true).text("id", id), ref);
    }

    /** For several in one message: in their order. */
    static String accepted(List<String> ids, Optional<String> ref) {
        return end(new JsonObject().bool("ok", true).texts("ids", ids), ref);
    }

    static String refused(Refusal refusal, Optional<String> ref) {
        return end(error(refusal), ref);
    }

    static JsonObject error(Refusal refusal) {
        var error = new JsonObject().text("code", refusal.code()).text("message", refusal.reason());
        refusal.retryAfter().ifPresent(seconds -> error.number("retry_after", seconds));
        return new JsonObject().json("error", error.toString());
    }

    /** What went wrong is in the log, under the request's id. */
    static String internal(String requestId, Optional<String> ref) {
        return refused(new Refusal("internal",
                "The message was not handled. Send it again; if it fails again, report request %s."
                        .formatted(requestId)),
                ref);
    }

    static String end(JsonObject answer, Optional<String> ref) {
        return answer.text("ref", ref).json("data", "{}").toString();
    }
}
