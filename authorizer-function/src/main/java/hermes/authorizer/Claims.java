package hermes.authorizer;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.common.Ids;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads the claims of ours from a token whose signature has been verified. */
final class Claims {

    /** What bcrypt looks at; two tokens that differ only behind it would have the same hash. */
    static final int LONGEST_SECRET_BYTES = 72;

    private Claims() {}

    /** @param session how long a connection may live whose token does not say; empty: until the token expires */
    static Verification of(DecodedJWT token, Instant now, Optional<Duration> session) {
        var user = id(token.getClaim("user_id").as(Object.class));
        if (user.isEmpty()) {
            return new Refused(Reason.BAD_USER);
        }
        var room = id(token.getClaim("room_id").as(Object.class));
        if (room.isEmpty()) {
            return new Refused(Reason.BAD_ROOM);
        }
        var secret = text(token.getClaim("token").as(Object.class), LONGEST_SECRET_BYTES);
        if (secret.isEmpty()) {
            return new Refused(Reason.BAD_TOKEN_CLAIM);
        }
        var times = times(token, now, session);
        var rooms = rooms(token, room.get(), times);
        if (rooms.isEmpty()) {
            return new Refused(Reason.BAD_ROOMS_CLAIM);
        }
        return optional(token).<Verification>map(Refused::new).orElseGet(() -> new Verified(
                new Principal(user.get(), room.get(),
                        !Boolean.FALSE.equals(token.getClaim("send").asBoolean()), rooms.get()),
                secret.get(), times));
    }

    private static Optional<FurtherRooms> rooms(DecodedJWT token, String home, TokenTimes times) {
        var claim = token.getClaim("rooms");
        return claim.isMissing()
                ? Optional.of(FurtherRooms.NONE)
                : FurtherRooms.of(claim.as(Object.class), home, times.issuedAt());
    }

    /** What is wrong with claims that need not be there. */
    private static Optional<Reason> optional(DecodedJWT token) {
        var send = token.getClaim("send");
        if (!send.isMissing() && send.asBoolean() == null) {
            return Optional.of(Reason.BAD_SEND_CLAIM);
        }
        var session = token.getClaim("session");
        return !session.isMissing() && seconds(session).isEmpty()
                ? Optional.of(Reason.BAD_SESSION_CLAIM)
                : Optional.empty();
    }

    private static TokenTimes times(DecodedJWT token, Instant now, Optional<Duration> session) {
        var end = seconds(token.getClaim("session")).or(() -> session).map(now::plus)
                .orElse(token.getExpiresAtAsInstant());
        return new TokenTimes(Optional.ofNullable(token.getClaim("iat").as(BigDecimal.class)),
                end.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Numbers as Ruby backends sign them; a fraction has no one spelling and is no id. */
    static Optional<String> id(Object value) {
        return switch (value) {
            case Integer _,Long _,BigInteger _ -> text(value.toString(), Ids.LONGEST_BYTES);
            case null, default -> text(value, Ids.LONGEST_BYTES);
        };
    }

    private static Optional<Duration> seconds(Claim claim) {
        return Optional.ofNullable(claim.as(Object.class)).filter(Integer.class::isInstance)
                .map(Integer.class::cast).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
    }

    private static Optional<String> text(Object claim, int longestBytes) {
        return claim instanceof String text && Ids.fault(text, longestBytes).isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
