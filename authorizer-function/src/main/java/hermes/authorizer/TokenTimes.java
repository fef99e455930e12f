package hermes.authorizer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * When a token was issued, and when it ends what was opened with it. Immutable.
 *
 * @param issuedAt in seconds since 1970, with the fraction that the issuer wrote
 * @param connectionEnd of a connection that is opened now; in whole seconds
 */
record TokenTimes(Optional<BigDecimal> issuedAt, Instant connectionEnd) {}
