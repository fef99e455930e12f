package hermes.authorizer;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.common.Ids;
import java.math.BigInteger;
import java.util.Optional;

/** Reads the claims of ours from a token whose signature has been verified. */
final class Claims {

    /** What bcrypt looks at; two tokens that differ only behind it would have the same hash. */
    static final int LONGEST_SECRET_BYTES = 72;

    private Claims() {}

    static Verification of(DecodedJWT token) {
        var user = id(token.getClaim("user_id"));
        if (user.isEmpty()) {
            return new Refused(Reason.BAD_USER);
        }
        var room = id(token.getClaim("room_id"));
        if (room.isEmpty()) {
            return new Refused(Reason.BAD_ROOM);
        }
        var secret = text(token.getClaim("token").as(Object.class), LONGEST_SECRET_BYTES);
        if (secret.isEmpty()) {
            return new Refused(Reason.BAD_TOKEN_CLAIM);
        }
        var send = token.getClaim("send");
        if (!send.isMissing() && send.asBoolean() == null) {
            return new Refused(Reason.BAD_SEND_CLAIM);
        }
        var maySend = send.isMissing() || send.asBoolean();
        return new Verified(new Principal(user.get(), room.get(), maySend), secret.get());
    }

    /** Numbers as Ruby backends sign them; a fraction has no one spelling and is no id. */
    private static Optional<String> id(Claim claim) {
        var value = claim.as(Object.class);
        return switch (value) {
            case Integer _,Long _,BigInteger _ -> text(value.toString(), Ids.LONGEST_BYTES);
            case null, default -> text(value, Ids.LONGEST_BYTES);
        };
    }

    private static Optional<String> text(Object claim, int longestBytes) {
        return claim instanceof String text && Ids.fault(text, longestBytes).isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
