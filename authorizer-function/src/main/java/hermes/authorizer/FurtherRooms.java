package hermes.authorizer;

import hermes.common.Connections;
import hermes.common.EpochSeconds;
import hermes.common.Ids;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rooms beside the home room that a token names. Immutable.
 *
 * @param ids each once, without the home room
 * @param issuedAt of the token, in seconds since 1970; of no interest if it names none
 */
record FurtherRooms(List<String> ids, Optional<BigDecimal> issuedAt) {

    static final FurtherRooms NONE = new FurtherRooms(List.of(), Optional.empty());

    FurtherRooms {
        ids = List.copyOf(ids);
        issuedAt = ids.isEmpty() ? Optional.empty() : issuedAt;
    }

    /** @return empty if the claim is no list of ids, or they are too many */
    static Optional<FurtherRooms> of(Object claim, String home, Optional<BigDecimal> issuedAt) {
        if (!(claim instanceof List<?> list) || list.size() > Connections.MOST_ROOMS) {
            return Optional.empty();
        }
        List<String> ids = list.stream().map(Claims::id).flatMap(Optional::stream).toList();
        return ids.size() == list.size()
                && ids.stream().mapToInt(Ids::bytesHandedOn).sum() <= Ids.MOST_ROOMS_BYTES
                        ? Optional.of(new FurtherRooms(without(home, ids), issuedAt))
                        : Optional.empty();
    }

    /** Passes over what is no id, and over what is too much. */
    static FurtherRooms among(Collection<?> claims, String home, Optional<BigDecimal> issuedAt) {
        List<String> ids = new ArrayList<>();
        int bytes = 0;
        for (String id : without(home, claims.stream().map(Claims::id).flatMap(Optional::stream).toList())) {
            bytes += Ids.bytesHandedOn(id);
            if (ids.size() == Connections.MOST_ROOMS || bytes > Ids.MOST_ROOMS_BYTES) {
                break;
            }
            ids.add(id);
        }
        return new FurtherRooms(ids, issuedAt);
    }

    /** In whole seconds, where a fraction counts as earlier; empty if the token does not say. */
    Optional<Long> issuedAtSeconds() {
        return issuedAt.map(EpochSeconds::floor);
    }

    private static List<String> without(String home, List<String> ids) {
        return ids.stream().distinct().filter(id -> !id.equals(home)).toList();
    }
}
