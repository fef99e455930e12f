package hermes.authorizer.issuer;

import hermes.common.Environment;
import hermes.common.Ids;
import hermes.common.InvalidEnvironmentException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose tokens are accepted beside those of our backends, and what they say. Immutable.
 *
 * @param issuer the claim {@code iss}, to the letter
 * @param audiences one of them must be among those that a token is for
 * @param keySet where the keys are; empty: the issuer's discovery document says it
 * @param userClaim name or path of the claim with the user's id
 * @param roomClaim likewise, of the room's; empty: no token names one
 * @param roomsClaim likewise, of further rooms
 * @param defaultRoom the room of those whose token names none; empty: they are refused
 */
public record IssuerSettings(String issuer, Set<String> audiences, Optional<URI> keySet, String userClaim,
        Optional<String> roomClaim, Optional<String> roomsClaim, Optional<String> defaultRoom) {

    public IssuerSettings {
        audiences = Set.copyOf(audiences);
    }

    /**
     * @return empty if no issuer is set
     * @throws InvalidEnvironmentException if a setting is missing or cannot be used
     */
    public static Optional<IssuerSettings> of(Environment environment) {
        return environment.optional("TOKEN_ISSUER").map(issuer -> {
            Endpoints.require(issuer, "TOKEN_ISSUER");
            var audiences = Arrays.stream(environment.required("TOKEN_AUDIENCE").split(","))
                    .map(String::strip)
                    .filter(audience -> !audience.isEmpty()).collect(Collectors.toSet());
            var keySet = environment.optional("JWKS_URL").map(url -> Endpoints.require(url, "JWKS_URL"));
            return new IssuerSettings(issuer, audiences, keySet,
                    environment.defaulted("TOKEN_USER_CLAIM", "sub"),
                    environment.optional("TOKEN_ROOM_CLAIM"), environment.optional("TOKEN_ROOMS_CLAIM"),
                    environment.optional("TOKEN_DEFAULT_ROOM").map(IssuerSettings::requireId));
        });
    }

    private static String requireId(String room) {
        Ids.fault(room, Ids.LONGEST_BYTES).ifPresent(fault -> {
            throw new InvalidEnvironmentException(
                    "TOKEN_DEFAULT_ROOM %s. Correct it in the template.".formatted(fault));
        });
        return room;
    }
}
