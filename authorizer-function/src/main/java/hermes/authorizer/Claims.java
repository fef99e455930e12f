package hermes.authorizer;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the claims of ours from a token whose signature has been verified. */
final class Claims {

    /**
     * An id stands up to twice in the authorizer's answer, of which API Gateway takes 8 KB, and both ids together,
     * escaped, in a partition key of DynamoDB, which takes 2 KB: so short that they fit whatever they are made of.
     */
    static final int LONGEST_ID_BYTES = 256;

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
        return switch (claim.as(Object.class)) {
            case Integer number -> Optional.of(number.toString());
            case Long number -> Optional.of(number.toString());
            case BigInteger number -> text(number.toString(), LONGEST_ID_BYTES);
            case null, default -> text(claim.as(Object.class), LONGEST_ID_BYTES);
        };
    }

    private static Optional<String> text(Object claim, int longestBytes) {
        return claim instanceof String text && !text.isEmpty() && text.length() <= longestBytes
                && isPlain(text) && text.getBytes(StandardCharsets.UTF_8).length <= longestBytes
                        ? Optional.of(text)
                        : Optional.empty();
    }

    /** Control characters and half surrogate pairs would not reach every store and header unchanged. */
    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
