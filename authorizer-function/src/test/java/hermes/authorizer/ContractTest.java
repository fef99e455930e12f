package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.local.DynamoDbExtension;
import hermes.testing.Contract;
import hermes.testing.SettableClock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ContractTest {
    static final List<String> VALID = Contract.validIds();
    static final List<String> INVALID = Contract.invalidIds();

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final SettableClock clock = new SettableClock(Jws.NOW);

    @ParameterizedTest
    @FieldSource("VALID")
    void tokenTakesAnIdOfTheContract(String id) {
        assertThat(verified(id, id, "true"))
                .isEqualTo(expected(new Principal(Contract.id(id), Contract.id(id), true)));
    }

    @ParameterizedTest
    @FieldSource("INVALID")
    void tokenTakesNoOther(String id) {
        assertThat(verified(id, "7", "true")).isEqualTo(new Refused(Reason.BAD_USER));
        assertThat(verified("7", id, "true")).isEqualTo(new Refused(Reason.BAD_ROOM));
    }

    @Test
    void claimThatForbidsSendingIsThatOfTheContract() {
        assertThat(verified("7", "8", "false"))
                .isEqualTo(expected(new Principal("7", "8", false, FurtherRooms.NONE)));
    }

    @Test
    void limitsOfTokensAreThoseOfTheContract() {
        assertThat(TokenVerifier.LONGEST_TOKEN).isEqualTo(Contract.number("/tokens/longest_characters"));
        assertThat(Claims.LONGEST_SECRET_BYTES).isEqualTo(Contract.number("/tokens/longest_secret_bytes"));
        assertThat(SecretKeys.SHORTEST_KEY_BYTES).isEqualTo(Contract.number("/tokens/shortest_key_bytes"));
        assertThat(TokenVerifier.CLOCK_LEEWAY).isEqualTo(Contract.seconds("/tokens/clock_leeway_seconds"));
        assertThat(TokenVerifier.LONGEST_LIFE).isEqualTo(Contract.seconds("/tokens/longest_life_seconds"));
        assertThat(SecretKeys.LONGEST_AGE).isEqualTo(Contract.seconds("/tokens/key_kept_seconds"));
    }

    @Test
    void claimsOfTimeAreThoseOfTheContract() {
        var from = clock.instant().getEpochSecond() + Contract.number("/tokens/clock_leeway_seconds");
        var claims = "\"user_id\":7,\"room_id\":8,\"token\":\"secret\",\"exp\":%d".formatted(from + 1);
        var dates = ",\"%s\":%d,\"%s\":5".formatted(Contract.text("/tokens/claims/issued_at"), from,
                Contract.text("/tokens/claims/session_seconds"));
        var notBefore = ",\"%s\":%%d".formatted(Contract.text("/tokens/claims/not_before"));

        assertThat(verify("{" + claims + dates + "}")).isEqualTo(new Verified(new Principal("7", "8", true),
                "secret",
                new TokenTimes(Optional.of(BigDecimal.valueOf(from)), clock.instant().plusSeconds(5))));
        assertThat(verify("{" + claims + notBefore.formatted(from) + "}")).isInstanceOf(Verified.class);
        assertThat(verify("{" + claims + notBefore.formatted(from + 1) + "}"))
                .isEqualTo(new Refused(Reason.NOT_YET_VALID));
    }

    @Test
    void whatTheOtherFunctionsAreToldIsThatOfTheContract() {
        var allow = new Decision.Allow(new Principal("7", "acme", false), clock.instant());

        assertThat(Policy.of(allow, "arn").get("context"))
                .isEqualTo(Map.of(Contract.text("/tokens/context/user"), "7",
                        Contract.text("/tokens/context/room"), "acme",
                        Contract.text("/tokens/context/may_send"), "false",
                        Contract.text("/tokens/context/connection_end_seconds"),
                        Long.toString(clock.instant().getEpochSecond())));
    }

    @Test
    void rowIsThatOfTheContract() {
        Map<String, AttributeValue> item = Map.of(Contract.text("/tokens/row/user"),
                AttributeValue.fromS("7"),
                Contract.text("/tokens/row/room"), AttributeValue.fromS("acme"),
                Contract.text("/tokens/row/hash"), AttributeValue.fromS("hash"),
                Contract.text("/tokens/row/valid_from"), AttributeValue.fromN("12.5"));
        db.client().putItem(put -> put.tableName(db.table("TokensTable")).item(item));

        assertThat(new DynamoTokenRows(db.client(), db.table("TokensTable")).of("7", "acme"))
                .contains(new TokenRow(Optional.of("hash"), Optional.of(new BigDecimal("12.5"))));
    }

    private Verified expected(Principal principal) {
        return new Verified(principal, "secret",
                new TokenTimes(Optional.empty(), clock.instant().plusSeconds(60)));
    }

    private Verification verified(String user, String room, String maySend) {
        var claims = "{\"%s\":%s,\"%s\":%s,\"%s\":\"secret\",\"%s\":%d,\"%s\":%s}".formatted(
                Contract.text("/tokens/claims/user"), user, Contract.text("/tokens/claims/room"), room,
                Contract.text("/tokens/claims/secret"), Contract.text("/tokens/claims/expiry"),
                clock.instant().getEpochSecond() + 60, Contract.text("/tokens/claims/may_send"), maySend);
        return verify(claims);
    }

    private Verification verify(String claims) {
        var header = "{\"alg\":\"%s\"}".formatted(Contract.text("/tokens/algorithm"));
        return new TokenVerifier(clock, Optional.empty()).verify(Jws.signed(header, claims, Jws.KEY),
                List.of(Algorithm.HMAC512(Jws.KEY)));
    }
}
