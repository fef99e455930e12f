package hermes.authorizer;

import static hermes.authorizer.Reason.BAD_ROOM;
import static hermes.authorizer.Reason.BAD_SEND_CLAIM;
import static hermes.authorizer.Reason.BAD_SIGNATURE;
import static hermes.authorizer.Reason.BAD_USER;
import static hermes.authorizer.Reason.CRITICAL_HEADER;
import static hermes.authorizer.Reason.EXPIRED;
import static hermes.authorizer.Reason.EXPIRY_TOO_FAR;
import static hermes.authorizer.Reason.MALFORMED;
import static hermes.authorizer.Reason.NOT_YET_VALID;
import static hermes.authorizer.Reason.NO_EXPIRY;
import static hermes.authorizer.Reason.NO_ISSUE_DATE;
import static hermes.authorizer.Reason.REVOKED;
import static hermes.authorizer.Reason.TOKEN_TOO_LONG;
import static hermes.authorizer.Reason.WRONG_AUDIENCE;
import static hermes.authorizer.Reason.WRONG_ISSUER;
import static hermes.authorizer.Reason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.KeySets;
import hermes.local.identity.IssuerKey;
import hermes.testing.SettableClock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the claims of a token with a good signature lead to. */
class IssuedTokensTest {
    private static final String ISSUER = "https://id.example.com/realms/acme";
    private static final IssuerKey KEY = IssuerKey.generate("ES256");

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final long now = Jws.NOW.getEpochSecond();
    private Optional<String> roomClaim = Optional.of("room");
    private Optional<String> roomsClaim = Optional.empty();
    private Optional<String> defaultRoom = Optional.empty();
    private String userClaim = "sub";
    private TokenRows rows = (_, _) -> Optional.empty();

    @Test
    void userAndRoomAreThoseOfTheClaims() {
        assertAllowed(claims("\"sub\":\"auth0|7\",\"room\":\"acme\""), "auth0|7", "acme");
        assertAllowed(claims("\"sub\":7,\"room\":42"), "7", "42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"web\"", "[\"web\"]", "[\"other\",\"mobile\"]"})
    void oneOfItsAudiencesIsEnough(String audience) {
        assertAllowed("{\"iss\":\"%s\",\"aud\":%s,\"sub\":\"7\",\"room\":\"acme\",\"exp\":%d}"
                .formatted(ISSUER, audience, now + 60), "7", "acme");
    }

    @Test
    void clientIdIsTheAudienceOfATokenThatHasNone() {
        var cognito = "{\"iss\":\"%s\",\"client_id\":\"%s\"%s,\"token_use\":\"access\",\"sub\":\"7\",\"room\":\"acme\",\"exp\":%d}";

        assertAllowed(cognito.formatted(ISSUER, "web", "", now + 60), "7", "acme");
        assertDenied(cognito.formatted(ISSUER, "another", "", now + 60), WRONG_AUDIENCE);
        assertDenied(cognito.formatted(ISSUER, "web", ",\"aud\":\"another\"", now + 60), WRONG_AUDIENCE);
        assertDenied(cognito.formatted(ISSUER, "web", ",\"aud\":[]", now + 60), WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"aud\":\"other\",", "\"aud\":[\"WEB\",\"web \"],", "\"aud\":{\"web\":1},",
                    "\"aud\":null,",
                    "\"aud\":[],", "\"aud\":\"web,mobile\","})
    void tokenForAnotherApplicationIsRefused(String audience) {
        assertDenied(
                "{\"iss\":\"%s\",%s\"sub\":\"7\",\"room\":\"acme\",\"exp\":%d}".formatted(ISSUER, audience,
                        now + 60),
                WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"iss\":\"https://id.example.com/realms/acme/\",",
                    "\"iss\":\"https://id.example.com\",",
                    "\"iss\":\"HTTPS://id.example.com/realms/acme\",", "\"iss\":null,", "\"iss\":7,"})
    void issuerIsComparedToTheLetter(String issuer) {
        assertDenied(
                "{%s\"aud\":\"web\",\"sub\":\"7\",\"room\":\"acme\",\"exp\":%d}".formatted(issuer, now + 60),
                WRONG_ISSUER);
    }

    @Test
    void datesAreObeyed() {
        var form = "{\"iss\":\"%s\",\"aud\":\"web\",\"sub\":\"7\",\"room\":\"acme\"%s}";

        assertDenied(form.formatted(ISSUER, ""), NO_EXPIRY);
        assertDenied(form.formatted(ISSUER, ",\"exp\":null"), NO_EXPIRY);
        assertDenied(form.formatted(ISSUER, ",\"exp\":\"4102444800\""), MALFORMED);
        assertDenied(form.formatted(ISSUER, ",\"exp\":" + now), EXPIRED);
        assertDenied(form.formatted(ISSUER, ",\"exp\":%d000".formatted(now)), EXPIRY_TOO_FAR);
        assertAllowed(form.formatted(ISSUER, ",\"exp\":" + (now + 1)), "7", "acme");
        assertDenied(form.formatted(ISSUER, ",\"exp\":%d,\"nbf\":%d".formatted(now + 90, now + 61)),
                NOT_YET_VALID);
        assertAllowed(form.formatted(ISSUER, ",\"exp\":%d,\"nbf\":%d".formatted(now + 90, now + 60)), "7",
                "acme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                    "room                      | \"room\":\"acme\"                                     | acme",
                    "https://example.com/room  | \"https://example.com/room\":\"acme\"                 | acme",
                    "https://example.com/a.b   | \"https://example.com/a\":{\"b\":\"acme\"}            | acme",
                    "realm_access.roles        | \"realm_access\":{\"roles\":[\"acme\",\"other\"]}     | acme",
                    "realm_access.roles        | \"realm_access.roles\":\"whole\",\"realm_access\":{\"roles\":\"path\"} | whole",
                    "app_metadata.org.id       | \"app_metadata\":{\"org\":{\"id\":12}}                | 12",
                    "a.b.c                     | \"a\":{\"b\":7},\"a.b\":{\"c\":\"acme\"}              | acme",
                    "a.b.c                     | \"a\":{\"b.c\":\"acme\"}                              | acme",
                    "cognito:groups            | \"cognito:groups\":[\"acme\"]                         | acme",
                    "organization.0            | \"organization\":{\"0\":\"acme\"}                     | acme"})
    void roomIsFoundByNameOrPath(String claim, String member, String room) {
        roomClaim = Optional.of(claim);

        assertAllowed(claims("\"sub\":\"7\"," + member), "7", room);
    }

    @Test
    void whatFollowsTheHomeRoomAndWhatTheOtherClaimNamesMayBeJoined() {
        roomsClaim = Optional.of("groups.all");

        assertThat(rooms(
                "\"iat\":5,\"room\":[null,\"acme\",\"a\",7],\"groups\":{\"all\":[\"b\",\"acme\",\"a\"]}"))
                .isEqualTo(new FurtherRooms(List.of("a", "7", "b"), Optional.of(BigDecimal.valueOf(5))));
        assertThat(rooms("\"room\":\"acme\",\"groups\":{\"all\":\"b\"}").ids()).containsExactly("b");
        assertThat(rooms("\"room\":\"acme\",\"rooms\":[\"b\"]").ids()).isEmpty();
    }

    @Test
    void whoHasEightyGroupsGetsInAndTheFirstFiftyCount() {
        var groups = IntStream.range(0, 80).mapToObj(i -> "\"g%d\"".formatted(i)).toList();

        assertThat(
                rooms("\"room\":[\"g0\",null,\"\",\"a\\u0000\",{}," + String.join(",", groups) + "]").ids())
                .isEqualTo(IntStream.range(1, 51).mapToObj(i -> "g" + i).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\":1", "\"room\":null", "\"room\":[]", "\"room\":[null]"})
    void tokenWithoutARoomGetsTheDefaultRoomOrIsRefused(String member) {
        assertDenied(claims("\"sub\":\"7\"," + member), BAD_ROOM);

        defaultRoom = Optional.of("lobby");

        assertAllowed(claims("\"sub\":\"7\"," + member), "7", "lobby");
    }

    /** A wrong room is a mistake that should show: the default would hide it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\\u0000\"", "{}", "true", "7.5", "[[\"acme\"]]", "[\"\",\"acme\"]"})
    void roomThatIsNoIdIsRefused(String room) {
        defaultRoom = Optional.of("lobby");

        assertDenied(claims("\"sub\":\"7\",\"room\":" + room), BAD_ROOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"sub\":null,", "\"sub\":\"\",", "\"sub\":[\"7\"],", "\"sub\":\"a\\nb\","})
    void userThatIsNoIdIsRefused(String user) {
        assertDenied(claims(user + "\"room\":\"acme\""), BAD_USER);
    }

    @Test
    void userCanBeInAnotherClaim() {
        userClaim = "user_metadata.id";

        assertAllowed(claims("\"sub\":\"7\",\"user_metadata\":{\"id\":\"8\"},\"room\":\"acme\""), "8",
                "acme");
    }

    @Test
    void whoMayOnlyListenSaysSoAsInTokensOfOurs() {
        assertThat(decide(claims("\"sub\":\"7\",\"room\":\"acme\",\"send\":false")))
                .isEqualTo(new Allow(new Principal("7", "acme", false), Jws.NOW.plusSeconds(60)));
        assertDenied(claims("\"sub\":\"7\",\"room\":\"acme\",\"send\":\"no\""), BAD_SEND_CLAIM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "", "JWE"})
    void tokenOfAnotherKindIsRefused(String type) {
        var header = "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"%s\"}".formatted(KEY.id(), type);

        assertThat(tokens().decide(KEY.token(header, claims("\"sub\":\"7\",\"room\":\"acme\""))))
                .isEqualTo(new Deny(WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"typ\":\"at+jwt\"", "\"typ\":\"application/at+JWT\"", "\"typ\":\"jwt\"",
                    "\"cty\":\"x\""})
    void tokenOfAccessAndOfIdentityIsAccepted(String type) {
        var header = "{\"alg\":\"ES256\",\"kid\":\"%s\",%s}".formatted(KEY.id(), type);

        assertThat(tokens().decide(KEY.token(header, claims("\"sub\":\"7\",\"room\":\"acme\""))))
                .isInstanceOf(Allow.class);
    }

    @Test
    void tokenWithACriticalHeaderIsRefused() {
        var header = "{\"alg\":\"ES256\",\"kid\":\"%s\",\"crit\":[\"exp\"]}".formatted(KEY.id());

        assertThat(tokens().decide(KEY.token(header, claims("\"sub\":\"7\",\"room\":\"acme\""))))
                .isEqualTo(new Deny(CRITICAL_HEADER));
    }

    @Test
    void claimsThatWereChangedAreRefused() {
        var parts = KEY.token(claims("\"sub\":\"7\",\"room\":\"acme\"")).split("\\.");
        var forged = Jws.encoded(claims("\"sub\":\"8\",\"room\":\"acme\""));

        assertThat(tokens().decide(parts[0] + "." + forged + "." + parts[2]))
                .isEqualTo(new Deny(BAD_SIGNATURE));
    }

    @Test
    void longestTokenIsAcceptedAndALongerOneNotEvenRead() {
        var filled = claims("\"sub\":\"7\",\"room\":\"acme\",\"more\":\"%s\"");
        int rest = TokenVerifier.LONGEST_TOKEN - KEY.token(filled.formatted("")).length();
        var longest = KEY.token(filled.formatted("x".repeat(rest * 3 / 4)));

        assertThat(longest).hasSizeBetween(TokenVerifier.LONGEST_TOKEN - 2, TokenVerifier.LONGEST_TOKEN);
        assertThat(tokens().decide(longest)).isInstanceOf(Allow.class);
        assertThat(tokens().decide(longest + "xxx")).isEqualTo(new Deny(TOKEN_TOO_LONG));
    }

    @Test
    void revokedUserIsRefusedWithTokensFromBefore() {
        rows = (user, room) -> user.equals("7") && room.equals("acme")
                ? Optional.of(new TokenRow(Optional.empty(), Optional.of(BigDecimal.valueOf(now - 5))))
                : Optional.empty();

        assertDenied(claims("\"sub\":\"7\",\"room\":\"acme\",\"iat\":" + (now - 6)), REVOKED);
        assertDenied(claims("\"sub\":\"7\",\"room\":\"acme\""), NO_ISSUE_DATE);
        assertAllowed(claims("\"sub\":\"7\",\"room\":\"acme\",\"iat\":" + (now - 5)), "7", "acme");
        assertAllowed(claims("\"sub\":\"8\",\"room\":\"acme\",\"iat\":" + (now - 6)), "8", "acme");
    }

    /** The row of a backend's token says nothing of the issuer's. */
    @Test
    void hashOfARowIsNotLookedAt() {
        rows = (_, _) -> Optional.of(new TokenRow(Optional.of("$2a$04$broken"), Optional.empty()));

        assertAllowed(claims("\"sub\":\"7\",\"room\":\"acme\""), "7", "acme");
    }

    @Test
    void connectionEndsWithTheToken() {
        assertThat(decide(claims("\"sub\":\"7\",\"room\":\"acme\",\"session\":7200"))).isEqualTo(
                new Allow(new Principal("7", "acme", true), Jws.NOW.plusSeconds(60)));
    }

    private void assertAllowed(String claims, String user, String room) {
        assertThat(decide(claims)).isInstanceOfSatisfying(Allow.class,
                allowed -> assertThat(allowed.principal())
                        .isEqualTo(new Principal(user, room, true, allowed.principal().rooms())));
    }

    private FurtherRooms rooms(String member) {
        return ((Allow) decide(claims("\"sub\":\"7\"," + member))).principal().rooms();
    }

    private void assertDenied(String claims, Reason reason) {
        assertThat(decide(claims)).isEqualTo(new Deny(reason));
    }

    private Decision decide(String claims) {
        return tokens().decide(KEY.token(claims));
    }

    private String claims(String more) {
        return "{\"iss\":\"%s\",\"aud\":\"web\",\"exp\":%d,%s}".formatted(ISSUER, now + 60, more);
    }

    private IssuedTokens tokens() {
        var settings = new IssuerSettings(ISSUER, Set.of("web", "mobile"), Optional.empty(), userClaim,
                roomClaim, roomsClaim, defaultRoom);
        return new IssuedTokens(new IssuerKeys(() -> KeySets.of(KEY.jwk()), clock), settings, rows, clock);
    }
}
