package hermes.authorizer.issuer;

import hermes.common.InvalidEnvironmentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Which addresses keys are read from: HTTPS, or this machine itself, where an issuer of tests listens. */
final class Endpoints {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Endpoints() {}

    /** @return empty if it is no such address */
    static Optional<URI> parse(String text) {
        try {
            var uri = new URI(text);
            boolean fits = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null
                    && ("https".equals(uri.getScheme()) || isThisMachine(uri));
            return fits ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /** Unencrypted, and so of no use on AWS. */
    static boolean isThisMachine(URI uri) {
        return "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    }

    static URI require(String text, String variable) {
        return parse(text).orElseThrow(() -> new InvalidEnvironmentException(
                "%s is \"%s\"; expected an address that begins with https://. Correct it in the template."
                        .formatted(variable, text)));
    }
}
