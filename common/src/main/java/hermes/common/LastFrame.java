package hermes.common;

/**
 * What a client is told before its connection is ended on purpose: why, and whether to come back. It is sent on a best
 * effort: who did not get it does as after any lost connection.
 */
public enum LastFrame {
    KICKED("kicked", "no", "An administrator has ended this connection"),
    /** For everybody to connect anew, as after a key was leaked. */
    KICKED_FOR_A_NEW_TOKEN("kicked", "with_new_token", "An administrator asks to connect again"),
    /** Whoever gets a token after that has rights again, perhaps fewer. */
    REVOKED("revoked", "with_new_token", "The token of this connection was revoked"),
    TOKEN_EXPIRED("token_expired", "with_new_token", "The token of this connection has expired"),
    /** Were it to come back by itself, it would drive out the next, which would come back in turn, for ever. */
    TOO_MANY_CONNECTIONS("too_many_connections", "no",
            "This user has opened more connections to this room than are allowed; the oldest is closed");

    private final String json;

    LastFrame(String code, String comeBack, String message) {
        this.json = "{\"data\":{},\"close\":{\"code\":\"%s\",\"return\":\"%s\",\"message\":\"%s\"}}"
                .formatted(code, comeBack, message);
    }

    /** The frame, as docs/protocol.md has it. */
    public String json() {
        return json;
    }
}
