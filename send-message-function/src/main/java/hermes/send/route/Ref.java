package hermes.send.route;

import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that a client gives its own message, to know the answer and to send it again safely. */
final class Ref {

    /** Without "/", which ends the user in a notification's id, and short enough to be echoed. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Ref() {}

    /** @throws RefusedException if there is one and it is of another form */
    static Optional<String> of(MessageFields message) {
        return message.optional("ref").map(ref -> {
            if (!ref.isString() || !FORM.matcher(ref.string()).matches()) {
                throw new RefusedException("invalid_ref",
                        "\"ref\" is not usable; expected 1 to 64 letters, digits, \"_\" or \"-\".");
            }
            return ref.string();
        });
    }
}
