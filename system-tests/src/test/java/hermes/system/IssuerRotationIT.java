package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import hermes.common.Connection;
import hermes.local.identity.IdentityProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Users come with tokens of an identity provider, which changes its keys meanwhile. A build does it under thirty clients;
 * under two hundred:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=IssuerRotationIT -Dclients=200
 * }</pre>
 */
final class IssuerRotationIT {

    private static final int CLIENTS = Integer.getInteger("clients", 30);
    private static final int FORBIDDEN = 403;

    /** More than there are at once, so that nobody has more connections than one may have. */
    private static final int USERS = 1_000;

    private static final IdentityProvider PROVIDER = IdentityProvider.start(0);

    @RegisterExtension
    static final WholeStack STACK = WholeStack
            .ofItsOwn(Map.of("TokenIssuer", PROVIDER.issuer(), "TokenAudience",
                    IdentityProvider.CLIENT, "TokenRoomClaim", "room", "SessionSeconds", "7000"));

    private final AtomicInteger users = new AtomicInteger();

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    /** The provider signs with the new keys at once: no authorizer has seen them before their first token comes. */
    @Test
    void nobodyIsRefusedWhileTheProviderRotatesItsKeys() {
        var clients = new ReconnectingClients(CLIENTS, STACK.webSocketUrl(), this::token);
        try (var quiet = new Browser(STACK.webSocketUrl(), PROVIDER.token("quiet", "acme")); clients) {
            PROVIDER.rotateKeys();
            clients.goOnWith(this::token);

            STACK.publish("acme", "after");
            assertThat(quiet.next().path("data").asText()).isEqualTo("after");
        }
        System.out.printf(
                "Rotation at the provider: %,d connects of %d clients, %d refused, %d to come again, %d connections lost%n",
                clients.connects(), CLIENTS, clients.refusals().size(), clients.faults(),
                clients.lostConnections());
        assertThat(clients.refusals()).isEmpty();
        assertThat(clients.lostConnections()).isZero();
    }

    /** Both ways in, side by side. */
    @Test
    void tokenOfOneOfOurBackendsIsAcceptedToo() {
        var room = STACK.newRoom();
        try (var ours = STACK.connect("7", room);
                var theirs = new Browser(STACK.webSocketUrl(), PROVIDER.token("auth0|8", room))) {
            STACK.publish(room, "for both");

            assertThat(ours.next().path("data").asText()).isEqualTo("for both");
            assertThat(theirs.next().path("data").asText()).isEqualTo("for both");
        }
    }

    /** The parameter is for backends that cannot say it themselves: who is cut off at the provider relies on the end. */
    @Test
    void connectionEndsWithTheProvidersTokenAndSessionSecondsIsForTokensOfOurBackends() {
        var room = STACK.newRoom();
        var token = PROVIDER.token("8", room);
        try (var _ = STACK.connect("7", room); var _ = new Browser(STACK.webSocketUrl(), token)) {
            var ours = connection(room, "7");
            assertThat(Duration.between(ours.connectedAt(), ours.expiresAt()))
                    .isBetween(Duration.ofSeconds(6_900), Duration.ofSeconds(7_100));
            assertThat(connection(room, "8").expiresAt())
                    .isEqualTo(JWT.decode(token).getExpiresAtAsInstant());
        }
    }

    private static Connection connection(String room, String user) {
        return STACK.operations().connections(room, Optional.of(user)).getFirst();
    }

    /** By the same row as users of our backends, although these tokens need none. */
    @Test
    void userOfTheProviderIsRevoked() {
        var room = STACK.newRoom();
        var token = PROVIDER.token("9", room);
        new Browser(STACK.webSocketUrl(), token).close();

        STACK.operations().revokeTokens("9", room);

        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(FORBIDDEN);
        new Browser(STACK.webSocketUrl(), PROVIDER.token("10", room)).close();
    }

    private String token() {
        return PROVIDER.token("user-" + users.getAndIncrement() % USERS, "acme");
    }
}
