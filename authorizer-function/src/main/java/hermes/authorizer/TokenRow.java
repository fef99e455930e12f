package hermes.authorizer;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is stored for a user in a room. Immutable.
 *
 * @param hash as it was stored; an empty text if that is no text
 * @param validFrom in seconds since 1970: tokens that were issued before it are revoked
 */
record TokenRow(Optional<String> hash, Optional<BigDecimal> validFrom) {

    /** Later than any date of issue: what cannot be read must not let in whom it was to keep out. */
    static final BigDecimal NEVER = BigDecimal.valueOf(Long.MAX_VALUE);

    /**
     * Also for tokens that need no hash.
     *
     * @param issuedAt of a token, in seconds since 1970
     * @return why it is good no more, if so
     */
    Optional<Reason> revocation(Optional<BigDecimal> issuedAt) {
        if (validFrom.isEmpty()) {
            return Optional.empty();
        }
        if (issuedAt.isEmpty()) {
            return Optional.of(Reason.NO_ISSUE_DATE);
        }
        return issuedAt.get().compareTo(validFrom.get()) < 0 ? Optional.of(Reason.REVOKED) : Optional.empty();
    }
}
