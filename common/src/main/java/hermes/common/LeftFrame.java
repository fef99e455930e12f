package hermes.common;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client is told when its connection is no longer in a further room: why, and whether to join again. It is sent on
 * a best effort: who did not get it learns it from the next resume.
 */
public enum LeftFrame {
    /** A backend has taken the room back. */
    UNGRANTED("no", "This room was taken back from this user"),
    /** Whoever gets a token after that may have the room again. */
    REVOKED("with_new_token", "The token of this user for this room was revoked"),
    KICKED("no", "An administrator has ended being in this room"),
    GRANT_EXPIRED("no", "The grant of this room has expired");

    private final String comeBack;
    private final String message;

    LeftFrame(String comeBack, String message) {
        this.comeBack = comeBack;
        this.message = message;
    }

    /** @return empty if there is no such code */
    public static Optional<LeftFrame> of(String code) {
        return Arrays.stream(values()).filter(frame -> frame.code().equals(code)).findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The frame, as docs/protocol.md has it. */
    public String json(String room) {
        return "{\"left\":{\"room_id\":%s,\"code\":\"%s\",\"return\":\"%s\",\"message\":\"%s\"},\"data\":{}}"
                .formatted(Ids.json(room), code(), comeBack, message);
    }
}
