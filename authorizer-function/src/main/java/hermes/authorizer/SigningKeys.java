package hermes.authorizer;

import com.auth0.jwt.algorithms.Algorithm;
import java.util.List;
import java.util.Optional;

/** The keys that tokens may be signed with. Implementations are thread-safe. */
interface SigningKeys {

    /** The keys as last read, the newest first; they can be some minutes old. */
    List<Algorithm> current();

    /** The keys as they are now, or empty if they were read anew too short a time ago. */
    Optional<List<Algorithm>> renewed();
}
