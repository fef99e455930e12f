package hermes.send.json;

import java.util.OptionalLong;

/**
 * Why a message is refused. Immutable.
 *
 * @param code for programs, in snake case
 * @param reason for a person: what was found, what was expected
 * @param retryAfter in seconds: the same message may be taken then; empty if it can never succeed
 */
public record Refusal(String code, String reason, OptionalLong retryAfter) {

    public Refusal(String code, String reason) {
        this(code, reason, OptionalLong.empty());
    }
}
