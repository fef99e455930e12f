package hermes.authorizer;

import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.issuer.IssuerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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
        return claim instanceof List<?> list
                ? list.stream().<Object>map(item -> item).filter(Objects::nonNull).findFirst()
                : Optional.of(claim);
    }
}
