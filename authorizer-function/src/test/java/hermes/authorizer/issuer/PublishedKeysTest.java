package hermes.authorizer.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import hermes.common.Environment;
import hermes.common.InvalidEnvironmentException;
import hermes.local.identity.IdentityProvider;
import hermes.local.identity.IssuerKey;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that is not what it should be, by real HTTP; {@code docs/operations.md} has the same in a table. */
class PublishedKeysTest {

    /** Short, as the tests wait for it; the function's own is what the table says. */
    private static final Duration IMPATIENT = Duration.ofMillis(500);

    /** For what must succeed, on a busy machine too. */
    private static final Duration PATIENT = Duration.ofMinutes(1);

    private static final String KEYS = KeySets.document(IssuerKey.generate("ES256").jwk()).toString();

    private final CountDownLatch end = new CountDownLatch(1);
    private final OddServer server;
    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T12:00:00Z"));

    PublishedKeysTest() throws IOException {
        server = new OddServer();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    /** By the first column of the table. */
    private Map<String, OddServer.Behaviour> mishaps() {
        var mishaps = new LinkedHashMap<String, OddServer.Behaviour>();
        mishaps.put("is down", exchange -> exchange.close());
        mishaps.put("answers 500", exchange -> status(exchange, 500));
        mishaps.put("says nothing", exchange -> await(end));
        mishaps.put("sends a byte now and then", this::trickle);
        mishaps.put("answers HTML",
                exchange -> OddServer.send(exchange, "<!doctype html><title>Log in</title>"));
        mishaps.put("redirects", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
            status(exchange, 302);
        });
        mishaps.put("sends 50 MB", PublishedKeysTest::flood);
        mishaps.put("has the keys of another issuer", exchange -> OddServer.send(exchange,
                "{\"issuer\":\"https://other.example.com\",\"jwks_uri\":\"%s/keys\"}"
                        .formatted(server.address())));
        mishaps.put("has no key that can be used",
                exchange -> server.publishing(() -> "{\"keys\":[{\"kty\":\"oct\"}]}").answer(exchange));
        return mishaps;
    }

    static Stream<String> names() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
                .dropWhile(line -> !line.startsWith("| the provider")).skip(2)
                .takeWhile(line -> line.startsWith("|")).map(line -> line.split("\\|")[1].strip());
    }

    @Test
    void tableOfTheOperationsNamesEachMishap() throws IOException {
        assertThat(names()).containsExactlyElementsOf(mishaps().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void knownKeysGoOnAndOfOthersNothingIsSaid(String mishap) {
        var source = new AtomicReference<>(keys());
        var keys = new IssuerKeys(() -> source.get().get(), clock);
        server.behave(server.publishing(() -> KEYS));
        var known = keys.current();

        server.behave(mishaps().get(mishap));
        source.set(keys(server.address(), "", IMPATIENT));
        clock.advance(IssuerKeys.LONGEST_AGE);

        assertThat(keys.current()).isEqualTo(known);
        assertThatThrownBy(keys::renewed).isInstanceOf(IssuerUnavailableException.class);

        server.behave(server.publishing(() -> KEYS));
        source.set(keys());
        clock.advance(IssuerKeys.BETWEEN_SEARCHES);
        assertThat(keys.renewed()).as("when it is as it should be again").contains(known);
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutAnyKeyNothingIsSaidAtAll(String mishap) {
        server.behave(mishaps().get(mishap));

        assertThatThrownBy(new IssuerKeys(keys(server.address(), "", IMPATIENT), clock)::current)
                .isInstanceOf(IssuerUnavailableException.class);
    }

    @Test
    void portThatNobodyListensOnIsAFaultToo() throws IOException {
        int port;
        try (var unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }

        assertThatThrownBy(keys("http://127.0.0.1:" + port, "")::get)
                .isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining(
                        "http://127.0.0.1:" + port + "/.well-known/openid-configuration cannot be read");
    }

    @Test
    void nobodyIsAskedWhereARedirectLeads() throws IOException {
        try (var metadata = new OddServer()) {
            server.behave(exchange -> {
                exchange.getResponseHeaders().add("Location", metadata.address() + "/latest/meta-data/");
                status(exchange, 307);
            });

            assertThatThrownBy(keys()::get).hasMessageContaining("answered status 307; expected status 200");
            assertThat(metadata.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/keys", "http://id.example.com/keys", "file:///etc/passwd",
                    "ftp://x/",
                    "/keys", "", "https://", "http://localhost.example.com/", "http://localhost@example.com/",
                    "x y"})
    void keySetIsReadByHttpsOnly(String address) {
        server.behave(exchange -> OddServer.send(exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(server.address(), address)));

        assertThatThrownBy(keys()::get).isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining("as jwks_uri; expected an address that begins with https://");
        assertThatThrownBy(() -> settings("https://id.example.com", address.isEmpty() ? "-" : address))
                .isInstanceOf(InvalidEnvironmentException.class).hasMessageStartingWith("JWKS_URL is");
    }

    @Test
    void addressOfTheKeysNeedsNoDiscovery() {
        server.behave(exchange -> OddServer.send(exchange, KEYS));

        assertThat(keys("https://app.example.com", server.address() + "/api/auth/jwks").get().keys())
                .hasSize(1);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void keysOfAProviderOnThisMachineAreFound() {
        try (var provider = IdentityProvider.start(0)) {
            var keys = keys(provider.issuer(), "");

            assertThat(keys.get().keys()).hasSize(3);
            provider.rotateKeys();
            assertThat(keys.get().keys()).as("with those before").hasSize(6);
        }
    }

    @Test
    void settingsNameWhatIsWrong() {
        assertThat(IssuerSettings.of(new Environment(Map.of("TOKEN_ISSUER", " ")))).isEmpty();
        assertThatThrownBy(() -> settings("id.example.com", "")).hasMessage(
                "TOKEN_ISSUER is \"id.example.com\"; expected an address that begins with https://. Correct it in the template.");
        assertThatThrownBy(
                () -> IssuerSettings.of(new Environment(Map.of("TOKEN_ISSUER", "https://id.example.com"))))
                .hasMessageStartingWith("TOKEN_AUDIENCE is not set");
        assertThatThrownBy(
                () -> IssuerSettings.of(new Environment(Map.of("TOKEN_ISSUER", "https://id.example.com",
                        "TOKEN_AUDIENCE", "web", "TOKEN_DEFAULT_ROOM", "a\nb"))))
                .hasMessageStartingWith("TOKEN_DEFAULT_ROOM ");
    }

    @Test
    void settingsHaveDefaults() {
        assertThat(settings("https://id.example.com/", "")).isEqualTo(new IssuerSettings(
                "https://id.example.com/",
                Set.of("web", "mobile"), Optional.empty(), "sub", Optional.empty(), Optional.empty(),
                Optional.empty()));
    }

    private PublishedKeys keys() {
        return keys(server.address(), "");
    }

    private static PublishedKeys keys(String issuer, String jwksUrl) {
        return keys(issuer, jwksUrl, PATIENT);
    }

    private static PublishedKeys keys(String issuer, String jwksUrl, Duration longestReading) {
        return new PublishedKeys(settings(issuer, jwksUrl), longestReading);
    }

    private static IssuerSettings settings(String issuer, String jwksUrl) {
        return IssuerSettings.of(new Environment(
                Map.of("TOKEN_ISSUER", issuer, "TOKEN_AUDIENCE", "web, mobile,", "JWKS_URL", jwksUrl)))
                .orElseThrow();
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (!await(end, Duration.ofMillis(50))) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 50_000_000);
        byte[] blanks = " ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        for (int part = 0; part < 500; part++) {
            exchange.getResponseBody().write(blanks);
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofMinutes(1));
    }

    private static boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

}
