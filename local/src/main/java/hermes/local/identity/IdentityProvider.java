package hermes.local.identity;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.HttpPort;
import hermes.local.stack.Json;
import hermes.local.stack.LoopbackGuard;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.EagerFormParsingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An OpenID provider on this machine that believes whoever logs in. It has the discovery document, the key set and, of
 * OAuth, the authorization code with PKCE, refresh tokens and passwords (whatever they are). Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636, PKCE</a>
 */
public final class IdentityProvider implements AutoCloseable {

    /** The {@code aud} of tokens for whoever does not say which client it is. */
    public static final String CLIENT = "hermes";

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private static final HttpString ALLOWED_ORIGIN = new HttpString("Access-Control-Allow-Origin");

    private final HttpPort port;
    private final KeyRing keys = new KeyRing();
    private final Logins logins = new Logins();

    private IdentityProvider(HttpPort port) {
        this.port = port;
    }

    /**
     * @param port 0 for any that is free
     * @throws hermes.local.stack.LocalStackException if another program has the port
     */
    public static IdentityProvider start(int port) {
        var provider = new IdentityProvider(HttpPort.bind("The identity provider", port));
        provider.port.serve(LoopbackGuard.forAllPages(provider.forPagesOfThisMachine(
                new EagerFormParsingHandler(provider.routes()))));
        return provider;
    }

    /** The {@code iss} of its tokens, and where it listens. */
    public String issuer() {
        return "http://localhost:" + port.number();
    }

    /** As if the user had logged in. */
    public String token(String user, String room) {
        return token(new Login(user, room, CLIENT, "", KeyRing.ALGORITHMS.getFirst()));
    }

    public void rotateKeys() {
        keys.rotate();
    }

    @Override
    public void close() {
        port.close();
    }

    private HttpHandler routes() {
        return Handlers.routing()
                .get("/.well-known/openid-configuration",
                        exchange -> send(exchange, StatusCodes.OK, discovery()))
                .get("/keys", exchange -> send(exchange, StatusCodes.OK, keys.published()))
                .get("/authorize", this::showLogin)
                .post("/login", this::logIn)
                .post("/token", this::exchangeForToken)
                .post("/rotate", exchange -> {
                    rotateKeys();
                    send(exchange, StatusCodes.OK, keys.published());
                });
    }

    private JsonNode discovery() {
        var document = Json.object().put("issuer", issuer()).put("jwks_uri", issuer() + "/keys")
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token");
        document.putArray("response_types_supported").add("code");
        document.putArray("subject_types_supported").add("public");
        document.putArray("code_challenge_methods_supported").add("S256");
        KeyRing.ALGORITHMS.forEach(document.putArray("id_token_signing_alg_values_supported")::add);
        return document;
    }

    /** The page's form sends back what stands in its own address. */
    private void showLogin(HttpServerExchange exchange) throws IOException {
        try (var page = Objects.requireNonNull(IdentityProvider.class.getResourceAsStream("login.html"))) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
            exchange.getResponseSender().send(ByteBuffer.wrap(page.readAllBytes()));
        }
    }

    private void logIn(HttpServerExchange exchange) {
        var form = new Parameters(exchange);
        var target = form.text("redirect_uri");
        if (!isThisMachine(target) || form.text("user").isEmpty()) {
            refuse(exchange, "invalid_request",
                    "user is missing, or redirect_uri is no address of this machine");
            return;
        }
        var code = logins.code(login(form));
        exchange.setStatusCode(StatusCodes.SEE_OTHER);
        exchange.getResponseHeaders().put(Headers.LOCATION, "%s%scode=%s&state=%s".formatted(target,
                target.contains("?") ? "&" : "?", code,
                URLEncoder.encode(form.text("state"), StandardCharsets.UTF_8)));
        exchange.endExchange();
    }

    private void exchangeForToken(HttpServerExchange exchange) {
        var form = new Parameters(exchange);
        var login = switch (form.text("grant_type")) {
            case "authorization_code" -> logins.byCode(form.text("code"), form.text("code_verifier"));
            case "refresh_token" -> logins.byRefreshToken(form.text("refresh_token"));
            case "password" -> Optional.of(login(form)).filter(who -> !who.user().isEmpty());
            default -> Optional.<Login>empty();
        };
        login.ifPresentOrElse(who -> send(exchange, StatusCodes.OK, answer(who)), () -> refuse(exchange,
                "invalid_grant", "expected a code with its verifier, a refresh token, or username"));
    }

    private static Login login(Parameters form) {
        var algorithm = form.text("alg", KeyRing.ALGORITHMS.getFirst());
        return new Login(form.text("user", form.text("username")), form.text("room"),
                form.text("client_id", CLIENT), form.text("code_challenge"),
                KeyRing.ALGORITHMS.contains(algorithm) ? algorithm : KeyRing.ALGORITHMS.getFirst());
    }

    private JsonNode answer(Login login) {
        return Json.object().put("access_token", token(login)).put("token_type", "Bearer")
                .put("expires_in", TOKEN_LIFETIME.toSeconds())
                .put("refresh_token", logins.refreshToken(login));
    }

    private String token(Login login) {
        var now = Instant.now();
        var claims = Json.object().put("iss", issuer()).put("sub", login.user()).put("aud", login.client())
                .put("iat", now.getEpochSecond()).put("exp", now.plus(TOKEN_LIFETIME).getEpochSecond());
        if (!login.room().isEmpty()) {
            claims.put("room", login.room());
        }
        return keys.signing(login.algorithm()).token(new String(Json.bytes(claims), StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServerExchange exchange, String error, String description) {
        send(exchange, StatusCodes.BAD_REQUEST,
                Json.object().put("error", error).put("error_description", description));
    }

    private static void send(HttpServerExchange exchange, int status, JsonNode body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json").put(Headers.CACHE_CONTROL,
                "no-store");
        exchange.getResponseSender().send(ByteBuffer.wrap(Json.prettyBytes(body)));
    }

    /** Applications that somebody tries here have another port, and so another origin. */
    private HttpHandler forPagesOfThisMachine(HttpHandler next) {
        return exchange -> {
            var origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
            if (origin != null && !isThisMachine(origin)) {
                LoopbackGuard.refuse(exchange,
                        "Refused: the request comes from a web page of the origin %s".formatted(origin)
                                + ", and this provider answers only pages of this machine.");
                return;
            }
            if (origin != null) {
                exchange.getResponseHeaders().put(ALLOWED_ORIGIN, origin);
            }
            next.handleRequest(exchange);
        };
    }

    private static boolean isThisMachine(String address) {
        try {
            var uri = URI.create(address);
            return "http".equals(uri.getScheme()) && uri.getHost() != null
                    && LoopbackGuard.isThisMachine(uri.getHost());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
