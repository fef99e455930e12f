package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import hermes.common.LeftFrame;
import hermes.common.grant.Grants;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tokens signed with the secret of a stack, with a row each in its table. Thread-safe. */
final class SignedTokens implements Tokens {
    /** RFC 7518, section 3.2: the key of HS512 is at least as long as its output. */
    static final int SHORTEST_KEY_BYTES = 64;

    /**
     * Revoking reaches this far ahead, to meet tokens of a backend whose clock is ahead of ours. The next token's date of
     * issue is moved there.
     */
    static final Duration CLOCK_LEEWAY = Grants.CLOCK_LEEWAY;

    private final TokenRows rows;
    private final Secret key;
    private final Secret passcode;
    private final Optional<StoredGrants> grants;
    private final Clock clock;

    /** @param grants empty if the stack has none */
    SignedTokens(DynamoDbClient dynamoDb, String table, Secrets secrets, Optional<StoredGrants> grants,
            Clock clock) {
        this.rows = new TokenRows(dynamoDb, table);
        this.key = secrets.key();
        this.passcode = secrets.passcode();
        this.grants = grants;
        this.clock = clock;
    }

    @Override
    public String issue(String user, String room, TokenLife life, Access access,
            Collection<String> further) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        Limits.checkRooms(further);
        var algorithm = Algorithm.HMAC512(key());
        var fingerprint = sha256(user + passcode.value() + room);
        var validFrom = Instant.ofEpochSecond(rows.admit(user, room, fingerprint));
        var now = clock.instant();

        var token = JWT.create().withClaim("user_id", user).withClaim("room_id", room)
                .withClaim("token", fingerprint)
                .withIssuedAt(now.isBefore(validFrom) ? validFrom : now)
                .withExpiresAt(now.plus(life.token()));
        life.session().ifPresent(session -> token.withClaim("session", session.toSeconds()));
        if (access == Access.LISTEN) {
            token.withClaim("send", false);
        }
        if (!further.isEmpty()) {
            token.withClaim("rooms", List.copyOf(further));
        }
        return token.sign(algorithm);
    }

    @Override
    public void revoke(String user, String room) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        rows.revoke(user, room, clock.instant().plus(CLOCK_LEEWAY).plusSeconds(1));
        grants.ifPresent(all -> all.takeBack(user, room, LeftFrame.REVOKED));
    }

    private byte[] key() {
        var bytes = key.value().getBytes(UTF_8);
        if (bytes.length < SHORTEST_KEY_BYTES) {
            throw new HermesException("The key in secret %s has %d bytes; HS512 needs at least %d"
                    .formatted(key.id(), bytes.length, SHORTEST_KEY_BYTES));
        }
        return bytes;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "tokens in table " + rows.table();
    }

    /** The two secrets of a stack that go into its tokens. */
    record Secrets(Secret key, Secret passcode) {}
}
