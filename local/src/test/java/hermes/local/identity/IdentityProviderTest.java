package hermes.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As a page logs in, by HTTP. */
class IdentityProviderTest {
    private static final IdentityProvider PROVIDER = IdentityProvider.start(0);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @AfterAll
    static void stop() {
        PROVIDER.close();
        HTTP.close();
    }

    @Test
    void discoveryDocumentNamesTheOtherAddresses() throws Exception {
        var document = json(get("/.well-known/openid-configuration"));

        assertThat(document.path("issuer").asText()).isEqualTo(PROVIDER.issuer());
        assertThat(
                json(get(URI.create(document.path("jwks_uri").asText()).getPath())).path("keys").valueStream()
                        .map(key -> key.path("alg").asText()))
                .startsWith("RS256", "ES256", "EdDSA");
        assertThat(get("/authorize?client_id=web").body()).contains("Log in");
    }

    @Test
    void codeIsExchangedOnceAndByWhoeverAskedForIt() throws Exception {
        var code = logIn("http://localhost:3000/", CHALLENGE);

        var token = token("grant_type=authorization_code&code=%s&code_verifier=%s".formatted(code, VERIFIER));

        var claims = claims(token.path("access_token").asText());
        assertThat(claims.path("sub").asText()).isEqualTo("ann");
        assertThat(claims.path("aud").asText()).isEqualTo("web");
        assertThat(claims.path("room").asText()).isEqualTo("acme");
        assertThat(token("grant_type=authorization_code&code=%s&code_verifier=%s".formatted(code, VERIFIER))
                .path("error").asText()).isEqualTo("invalid_grant");
        var stolen = logIn("http://localhost:3000/", CHALLENGE);
        assertThat(token("grant_type=authorization_code&code=%s&code_verifier=guessed".formatted(stolen))
                .path("error")
                .asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refreshTokenGivesTheNextOnce() throws Exception {
        var first = token("grant_type=password&username=7").path("refresh_token").asText();

        var next = token("grant_type=refresh_token&refresh_token=" + first);

        assertThat(claims(next.path("access_token").asText()).path("sub").asText()).isEqualTo("7");
        assertThat(next.path("refresh_token").asText()).isNotEqualTo(first);
        assertThat(token("grant_type=refresh_token&refresh_token=" + first).path("error").asText())
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"RS256,SHA256withRSA", "ES256,SHA256withECDSAinP1363Format", "EdDSA,Ed25519"})
    void tokenIsSignedWithAKeyThatIsPublishedAlsoAfterTheNextRotation(String algorithm, String signature)
            throws Exception {
        var token = token("grant_type=password&username=7&room=acme&alg=" + algorithm).path("access_token")
                .asText();
        var parts = token.split("\\.");
        var header = Json.parse(Base64.getUrlDecoder().decode(parts[0])).orElseThrow();

        assertThat(header.path("alg").asText()).isEqualTo(algorithm);
        assertThat(publishedIds()).contains(header.path("kid").asText());
        PROVIDER.rotateKeys();
        assertThat(publishedIds()).contains(header.path("kid").asText());
        PROVIDER.rotateKeys();
        assertThat(publishedIds()).doesNotContain(header.path("kid").asText());

        var key = IssuerKey.generate(algorithm);
        var own = key.token("{}").split("\\.");
        var verification = Signature.getInstance(signature);
        verification.initVerify(key.publicKey());
        verification.update((own[0] + "." + own[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verification.verify(Base64.getUrlDecoder().decode(own[2]))).isTrue();
    }

    @Test
    void pagesOfOtherSitesGetNothing() throws Exception {
        assertThat(post("/token", "grant_type=password&username=7", "https://evil.example").statusCode())
                .isEqualTo(403);
        var allowed = post("/token", "grant_type=password&username=7", "http://localhost:3000");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:3000");
        assertThat(
                post("/login?redirect_uri=https://evil.example/", "user=7", PROVIDER.issuer()).statusCode())
                .isEqualTo(400);
    }

    private static String logIn(String target, String challenge) throws Exception {
        var answer = post(
                "/login?client_id=web&state=s1&redirect_uri=%s&code_challenge=%s".formatted(target,
                        challenge),
                "user=ann&room=acme", PROVIDER.issuer());
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location).startsWith(target + "?code=").endsWith("&state=s1");
        return location.replaceAll(".*code=([^&]*).*", "$1");
    }

    private static Iterable<String> publishedIds() throws Exception {
        return json(get("/keys")).path("keys").valueStream().map(key -> key.path("kid").asText()).toList();
    }

    private static JsonNode token(String form) throws Exception {
        return json(post("/token", form, "http://localhost:3000"));
    }

    private static JsonNode claims(String token) {
        return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.")[1])).orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body()).orElseThrow();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(PROVIDER.issuer() + path)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String form, String origin)
            throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(PROVIDER.issuer() + path)).header("Origin", origin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofString());
    }
}
