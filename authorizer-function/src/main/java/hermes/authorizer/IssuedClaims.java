package hermes.authorizer;

import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.issuer.IssuerSettings;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds user and room in a token, where the settings say they are. For one token. */
final class IssuedClaims {
    private final Map<String, Object> claims = new HashMap<>();
    private final IssuerSettings settings;

    IssuedClaims(DecodedJWT token, IssuerSettings settings) {
        token.getClaims().forEach((name, claim) -> claims.put(name, claim.as(Object.class)));
        this.settings = settings;
    }

    /** @return empty if there is none, or no id */
    Optional<String> user() {
        return find(claims, settings.userClaim()).flatMap(Claims::id);
    }

    /** The first of several, and the default room if there is none. */
    Optional<String> room() {
        var named = settings.roomClaim().flatMap(claim -> find(claims, claim)).flatMap(IssuedClaims::first);
        return named.isPresent() ? named.flatMap(Claims::id) : settings.defaultRoom();
    }

    /**
     * What follows the home room in its list, and what the claim for them names.
     *
     * @param home is none of them
     */
    FurtherRooms rooms(String home, Optional<BigDecimal> issuedAt) {
        var named = Stream.of(settings.roomClaim(), settings.roomsClaim()).flatMap(Optional::stream)
                .flatMap(claim -> find(claims, claim).stream()).flatMap(IssuedClaims::all)
                .filter(Objects::nonNull).toList();
        return FurtherRooms.among(named, home, issuedAt);
    }

    /** @return empty if the claim is there and is not a boolean */
    Optional<Boolean> maySend() {
        return claims.getOrDefault("send", true) instanceof Boolean send
                ? Optional.of(send)
                : Optional.empty();
    }

    /** A name may have dots itself, as {@code https://example.com/room} has, so the longest is looked for first. */
    private static Optional<Object> find(Object within, String path) {
        if (!(within instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        if (members.get(path) != null) {
            return Optional.of(members.get(path));
        }
        return IntStream.iterate(path.length() - 1, dot -> dot > 0, dot -> dot - 1)
                .filter(dot -> path.charAt(dot) == '.').boxed()
                .flatMap(dot -> find(members.get(path.substring(0, dot)), path.substring(dot + 1)).stream())
                .findFirst();
    }

    private static Optional<Object> first(Object claim) {
        return all(claim).filter(Objects::nonNull).findFirst();
    }

    private static Stream<Object> all(Object claim) {
        return claim instanceof List<?> list ? list.stream().map(item -> item) : Stream.of(claim);
    }
}
