package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final long now = clock.instant().getEpochSecond();
    private final TokenVerifier verifier = new TokenVerifier(clock, Optional.empty());

    @Test
    void tokenOfABackendIsVerified() {
        assertThat(verify(claims("7", "'acme'", "'s'")))
                .isEqualTo(verified(new Principal("7", "acme", true)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"7,7", "0,0", "-7,-7", "9007199254740993,9007199254740993",
                    "123456789012345678901234567890,123456789012345678901234567890", "'7',7", "'007',007",
                    "'a b',a b",
                    "'ünï/#?&',ünï/#?&", "'\\ud83d\\ude42',🙂"})
    void idIsTextOrWholeNumber(String claim, String id) {
        assertThat(verify(claims(claim, claim, "'s'")))
                .isEqualTo(verified(new Principal(id, id, true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "true", "7.5", "7.0", "1e3", "''", "[7]", "{'id':7}", "'a\\u0000b'", "'a\\nb'",
                    "'\\u007f'", "'\\u0085'", "'\\ud800'", "'\\udc00x'"})
    void idThatIsNeitherIsRefused(String claim) {
        assertThat(verify(claims(claim, "'acme'", "'s'"))).isEqualTo(new Refused(Reason.BAD_USER));
        assertThat(verify(claims("7", claim, "'s'"))).isEqualTo(new Refused(Reason.BAD_ROOM));
    }

    @Test
    void idMayHave256BytesAndNoMore() {
        assertThat(verify(claims("'" + "ü".repeat(128) + "'", "7", "'s'"))).isInstanceOf(Verified.class);

        assertThat(verify(claims("'" + "ü".repeat(128) + "x'", "7", "'s'")))
                .isEqualTo(new Refused(Reason.BAD_USER));
        assertThat(verify(claims("1" + "0".repeat(256), "7", "'s'"))).isEqualTo(new Refused(Reason.BAD_USER));
        assertThat(verify(claims("7", "'" + "r".repeat(257) + "'", "'s'")))
                .isEqualTo(new Refused(Reason.BAD_ROOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "''", "['s']", "'a\\u0000'"})
    void tokenClaimThatIsNoTextIsRefused(String claim) {
        assertThat(verify(claims("7", "'acme'", claim))).isEqualTo(new Refused(Reason.BAD_TOKEN_CLAIM));
    }

    @Test
    void tokenClaimLongerThanBcryptLooksIsRefused() {
        assertThat(verify(claims("7", "'acme'", "'" + "s".repeat(72) + "'"))).isInstanceOf(Verified.class);

        assertThat(verify(claims("7", "'acme'", "'" + "s".repeat(73) + "'")))
                .isEqualTo(new Refused(Reason.BAD_TOKEN_CLAIM));
    }

    @Test
    void missingClaimIsRefused() {
        assertThat(verify("{'room_id':'acme','token':'s','exp':" + (now + 60) + "}"))
                .isEqualTo(new Refused(Reason.BAD_USER));
        assertThat(verify("{'user_id':7,'token':'s','exp':" + (now + 60) + "}"))
                .isEqualTo(new Refused(Reason.BAD_ROOM));
        assertThat(verify("{'user_id':7,'room_id':'acme','exp':" + (now + 60) + "}"))
                .isEqualTo(new Refused(Reason.BAD_TOKEN_CLAIM));
        assertThat(verify("{}")).isEqualTo(new Refused(Reason.NO_EXPIRY));
    }

    @Test
    void claimSendDecidesWhoMaySend() {
        assertThat(verify(with("'send':false")))
                .isEqualTo(verified(new Principal("7", "acme", false)));
        assertThat(verify(with("'send':true")))
                .isEqualTo(verified(new Principal("7", "acme", true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "'false'", "[]", "{}"})
    void claimSendThatIsNoBooleanIsRefused(String send) {
        assertThat(verify(with("'send':" + send))).isEqualTo(new Refused(Reason.BAD_SEND_CLAIM));
    }

    @Test
    void expiredTokenIsRefused() {
        assertThat(verify(expiring(String.valueOf(now)))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(verify(expiring(String.valueOf(now - 1)))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(verify(expiring("0"))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(verify(expiring("-1"))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(verify(expiring(String.valueOf(now + 1)))).isInstanceOf(Verified.class);
    }

    @Test
    void tokenWithoutExpiryIsRefused() {
        assertThat(verify("{'user_id':7,'room_id':'acme','token':'s'}"))
                .isEqualTo(new Refused(Reason.NO_EXPIRY));
        assertThat(verify(expiring("null"))).isEqualTo(new Refused(Reason.NO_EXPIRY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'4102444800'", "true", "[4102444800]", "99999999999999999999", "9223372036854775807",
                    "1e400", "{}"})
    void expiryThatIsNoDateIsMalformed(String exp) {
        assertThat(verify(expiring(exp))).isEqualTo(new Refused(Reason.MALFORMED));
    }

    @Test
    void expiryMayBe366DaysAway() {
        var farthest = now + Duration.ofDays(366).toSeconds();

        assertThat(verify(expiring(String.valueOf(farthest)))).isInstanceOf(Verified.class);
        assertThat(verify(expiring(String.valueOf(farthest + 1))))
                .isEqualTo(new Refused(Reason.EXPIRY_TOO_FAR));
        assertThat(verify(expiring(String.valueOf((now + 60) * 1_000))))
                .isEqualTo(new Refused(Reason.EXPIRY_TOO_FAR));
        assertThat(verify(expiring("31556889864403199"))).isEqualTo(new Refused(Reason.EXPIRY_TOO_FAR));
    }

    @ParameterizedTest
    @CsvSource({"1893499200,1893499200", "1893499200.25,1893499200.25", "-1,-1", "1.8934992e9,1893499200"})
    void dateOfIssueIsReadWithItsFraction(String claim, BigDecimal expected) {
        assertThat(times("'iat':" + claim).issuedAt().orElseThrow()).isEqualByComparingTo(expected);
    }

    @Test
    void dateOfIssueNeedNotBeThere() {
        assertThat(times("'x':1").issuedAt()).isEmpty();
        assertThat(times("'iat':null").issuedAt()).isEmpty();
    }

    @Test
    void connectionEndsWithItsToken() {
        assertThat(times("'x':1").connectionEnd()).isEqualTo(Instant.ofEpochSecond(now + 60));
    }

    @Test
    void claimSessionSaysHowLongAConnectionMayLive() {
        assertThat(times("'session':1").connectionEnd()).isEqualTo(Instant.ofEpochSecond(now + 1));
        assertThat(times("'session':7200").connectionEnd()).isEqualTo(Instant.ofEpochSecond(now + 7200));
    }

    @Test
    void stackCanSayHowLongAConnectionMayLiveWhoseTokenDoesNot() {
        var patient = new TokenVerifier(clock, Optional.of(Duration.ofHours(2)));
        var keys = List.of(Algorithm.HMAC512(Jws.KEY));

        assertThat(((Verified) patient.verify(Jws.signed(json(with("'x':1"))), keys)).times().connectionEnd())
                .isEqualTo(Instant.ofEpochSecond(now + 7200));
        assertThat(((Verified) patient.verify(Jws.signed(json(with("'session':9"))), keys)).times()
                .connectionEnd())
                .isEqualTo(Instant.ofEpochSecond(now + 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "0", "-1", "60.0", "1e3", "'60'", "true", "[]", "3000000000",
                    "99999999999999999999"})
    void claimSessionThatIsNoNumberOfSecondsIsRefused(String session) {
        assertThat(verify(with("'session':" + session))).isEqualTo(new Refused(Reason.BAD_SESSION_CLAIM));
    }

    @Test
    void tokenOfTheFutureIsRefusedAndADateOfIssueIsNot() {
        assertThat(verify(with("'nbf':" + (now + 61)))).isEqualTo(new Refused(Reason.NOT_YET_VALID));
        assertThat(verify(with("'nbf':" + (now + 60)))).isInstanceOf(Verified.class);
        assertThat(verify(with("'nbf':" + now))).isInstanceOf(Verified.class);
        assertThat(verify(with("'iat':" + (now + 10)))).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "HS384", "RS512", "hs512", ""})
    void otherAlgorithmIsRefused(String algorithm) {
        var header = "{\"alg\":\"%s\"}".formatted(algorithm);

        assertThat(verifyToken(Jws.signed(header, json(with("'x':1")), Jws.KEY)))
                .isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
    }

    @Test
    void unsignedTokenIsRefused() {
        var none = Jws.encoded("{\"alg\":\"none\"}") + "." + Jws.encoded(json(with("'x':1"))) + ".";
        var stripped = Jws.encoded(Jws.HEADER) + "." + Jws.encoded(json(with("'x':1"))) + ".";

        assertThat(verifyToken(none)).isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
        assertThat(verifyToken(stripped)).isEqualTo(new Refused(Reason.BAD_SIGNATURE));
    }

    @Test
    void hs256WithTheSameKeyIsRefused() {
        var token = Jws.signed("{\"alg\":\"HS256\"}", json(with("'x':1")), Jws.KEY, "HmacSHA256");

        assertThat(verifyToken(token)).isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
    }

    @Test
    void headerWithoutAlgorithmIsRefused() {
        assertThat(verifyToken(Jws.signed("{}", json(with("'x':1")), Jws.KEY)))
                .isEqualTo(new Refused(Reason.WRONG_ALGORITHM));
    }

    @Test
    void tokenWithACriticalHeaderIsRefused() {
        var header = "{\"alg\":\"HS512\",\"crit\":[\"exp\"]}";

        assertThat(verifyToken(Jws.signed(header, json(with("'x':1")), Jws.KEY)))
                .isEqualTo(new Refused(Reason.CRITICAL_HEADER));
    }

    @Test
    void otherKeyIsRefused() {
        assertThat(verifyToken(Jws.signed(Jws.HEADER, json(with("'x':1")), Jws.OTHER_KEY)))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
    }

    @Test
    void anyKeyOfTheListIsAccepted() {
        var keys = List.of(Algorithm.HMAC512("x".repeat(64)), Algorithm.HMAC512(Jws.KEY));

        assertThat(verifier.verify(Jws.signed(json(with("'x':1"))), keys)).isInstanceOf(Verified.class);
    }

    @Test
    void changedClaimsAreRefused() {
        var parts = Jws.signed(json(with("'x':1"))).split("\\.");

        assertThat(verifyToken(parts[0] + "." + Jws.encoded(json(with("'x':2"))) + "." + parts[2]))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "ü.ü.ü", "\u0000", "%%%.%%%.%%%",
                    "e30.e30", "e30.W10.e30", "bnVsbA.bnVsbA.bnVsbA", "{}.{}.{}"})
    void garbageIsMalformed(String garbage) {
        assertThat(verifyToken(garbage)).isIn(new Refused(Reason.MALFORMED), new Refused(Reason.BAD_BASE64),
                new Refused(Reason.WRONG_ALGORITHM));
    }

    @Test
    void contentThatIsNoUtf8IsNoCrash() {
        var claims = Jws.encoded(new byte[]{'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});

        assertThat(verifyToken(Jws.encoded(Jws.HEADER) + "." + claims + ".AAAA")).isInstanceOf(Refused.class);
    }

    @Test
    void deeplyNestedJsonIsNoCrash() {
        var deep = "[".repeat(1400) + "]".repeat(1400);

        assertThat(verifyToken(Jws.signed(deep))).isEqualTo(new Refused(Reason.MALFORMED));
        assertThat(verifyToken(Jws.signed("{\"a\":" + deep + "}"))).isEqualTo(new Refused(Reason.MALFORMED));
    }

    @Test
    void longestTokenIsParsed() {
        assertThat(verifyToken("a".repeat(TokenVerifier.LONGEST_TOKEN)))
                .isEqualTo(new Refused(Reason.MALFORMED));
    }

    @Test
    void hugeTokenIsNotEvenParsed() {
        assertThat(verifyToken("a".repeat(TokenVerifier.LONGEST_TOKEN + 1)))
                .isEqualTo(new Refused(Reason.TOKEN_TOO_LONG));
        assertThat(verifyToken(".".repeat(10_000_000))).isEqualTo(new Refused(Reason.TOKEN_TOO_LONG));
    }

    @Test
    void verificationDoesNotShowTheSecret() {
        assertThat(verify(claims("7", "'acme'", "'hush-hush'")))
                .hasToString(
                        "Verified[Principal[user=7, room=acme, maySend=true, rooms=FurtherRooms[ids=[], issuedAt=Optional.empty]], TokenTimes[issuedAt=Optional.empty, connectionEnd=2030-01-01T12:01:00Z]]");
    }

    private Verified verified(Principal principal) {
        return new Verified(principal, "s",
                new TokenTimes(Optional.empty(), Instant.ofEpochSecond(now + 60)));
    }

    private TokenTimes times(String claim) {
        return ((Verified) verify(with(claim))).times();
    }

    private Verification verify(String claims) {
        return verifyToken(Jws.signed(json(claims)));
    }

    private Verification verifyToken(String token) {
        return verifier.verify(token, List.of(Algorithm.HMAC512(Jws.KEY)));
    }

    private String claims(String user, String room, String secret) {
        return "{'user_id':%s,'room_id':%s,'token':%s,'exp':%d}".formatted(user, room, secret, now + 60);
    }

    private String with(String claim) {
        return "{'user_id':7,'room_id':'acme','token':'s','exp':%d,%s}".formatted(now + 60, claim);
    }

    private static String expiring(String exp) {
        return "{'user_id':7,'room_id':'acme','token':'s','exp':%s}".formatted(exp);
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }
}
