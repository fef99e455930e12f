package hermes.send.delivery;

import hermes.common.Batches;
import hermes.common.NotificationLimits;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An answer with a list, cut into frames that API Gateway carries. Immutable.
 *
 * @param before the frames to post before the answer, each with a part of the list
 * @param last the answer itself, with the rest
 */
public record Frames(List<String> before, String last) {

    /**
     * @param name of the list
     * @param elements JSON, none larger than a notification's frame and what each list adds to it
     * @param answer the answer with the elements that are given
     */
    public static Frames of(String name, List<String> elements, Function<List<String>, String> answer) {
        var batches = Batches.of(elements, Integer.MAX_VALUE, NotificationLimits.FRAME_BYTES,
                element -> bytes(element) + 1);
        List<String> end = batches.isEmpty() ? List.of() : batches.removeLast();
        String whole = answer.apply(end);
        boolean fits = bytes(whole) <= NotificationLimits.MESSAGE_BYTES;
        List<String> before = new ArrayList<>();
        batches.forEach(batch -> before.add(part(name, batch)));
        if (!fits) {
            before.add(part(name, end));
        }
        return new Frames(before, fits ? whole : answer.apply(List.of()));
    }

    /** @return whether all that comes before the answer has arrived */
    public boolean post(String connection, ConnectionSender sender, Invocation invocation) {
        List<byte[]> frames = before.stream().map(frame -> frame.getBytes(StandardCharsets.UTF_8)).toList();
        return sender.send(connection, frames, invocation) instanceof SendOutcome.Complete;
    }

    private static String part(String name, List<String> elements) {
        return new JsonObject().array(name, elements).json("data", "{}").toString();
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
