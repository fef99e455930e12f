package hermes.authorizer.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads the keys where the issuer publishes them, within a bounded time. Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery</a>
 */
public final class PublishedKeys implements Supplier<KeySet> {

    /** A browser waits for it, and the function has ten seconds for everything. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(3);

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final IssuerSettings settings;
    private final Duration longestReading;

    public PublishedKeys(IssuerSettings settings) {
        this(settings, LONGEST_READING);
    }

    PublishedKeys(IssuerSettings settings, Duration longestReading) {
        this.settings = settings;
        this.longestReading = longestReading;
    }

    /** @throws IssuerUnavailableException if they cannot be read */
    @Override
    public KeySet get() {
        var reading = new FutureTask<>(this::read);
        // Only from outside can it be ended: a server that sends a byte now and then is never silent.
        Thread.ofPlatform().daemon().name("issuer-keys").start(reading);
        try {
            return reading.get(longestReading.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IssuerUnavailableException("The keys of %s were not there within %d ms"
                    .formatted(settings.issuer(), longestReading.toMillis()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IssuerUnavailableException known
                    ? known
                    : new IssuerUnavailableException(
                            "The keys of %s cannot be used: %s".formatted(settings.issuer(), e.getCause()),
                            e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailableException("Interrupted while the keys were read", e);
        }
    }

    private KeySet read() {
        var address = settings.keySet().orElseGet(this::discovered);
        var keys = KeySet.of(JsonDocument.read(address, longestReading));
        if (keys.isEmpty()) {
            throw new IssuerUnavailableException(
                    "%s holds no key that can be used; expected a JSON Web Key Set with RSA, EC or Ed25519 keys for signatures"
                            .formatted(address));
        }
        return keys;
    }

    private URI discovered() {
        var address = URI.create(settings.issuer().replaceAll("/+$", "") + DISCOVERY);
        var document = JsonDocument.read(address, longestReading);
        require(document, "issuer", settings.issuer().equals(document.path("issuer").textValue()), address,
                "exactly " + settings.issuer());
        var keySet = Endpoints.parse(document.path("jwks_uri").asText())
                .filter(uri -> !Endpoints.isThisMachine(uri) || Endpoints.isThisMachine(address));
        require(document, "jwks_uri", keySet.isPresent(), address, "an address that begins with https://");
        return keySet.orElseThrow();
    }

    private static void require(JsonNode document, String member, boolean met, URI address, String expected) {
        if (!met) {
            throw new IssuerUnavailableException("%s has %s as %s; expected %s"
                    .formatted(address, document.path(member), member, expected));
        }
    }
}
