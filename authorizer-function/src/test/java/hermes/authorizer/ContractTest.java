package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.testing.Contract;
import hermes.testing.SettableClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractTest {
    static final List<String> VALID = Contract.validIds();
    static final List<String> INVALID = Contract.invalidIds();

    private final SettableClock clock = new SettableClock(Jws.NOW);

    @ParameterizedTest
    @FieldSource("VALID")
    void tokenTakesAnIdOfTheContract(String id) {
        assertThat(verified(id, id, "true")).isEqualTo(
                new Verified(new Principal(Contract.id(id), Contract.id(id), true), "secret"));
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
                .isEqualTo(new Verified(new Principal("7", "8", false), "secret"));
    }

    @Test
    void limitsOfTokensAreThoseOfTheContract() {
        assertThat(TokenVerifier.LONGEST_TOKEN).isEqualTo(Contract.number("/tokens/longest_characters"));
        assertThat(Claims.LONGEST_SECRET_BYTES).isEqualTo(Contract.number("/tokens/longest_secret_bytes"));
        assertThat(SecretKeys.SHORTEST_KEY_BYTES).isEqualTo(Contract.number("/tokens/shortest_key_bytes"));
        assertThat(SecretKeys.LONGEST_AGE).isEqualTo(Contract.seconds("/tokens/key_kept_seconds"));
    }

    private Verification verified(String user, String room, String maySend) {
        var claims = "{\"%s\":%s,\"%s\":%s,\"%s\":\"secret\",\"%s\":%d,\"%s\":%s}".formatted(
                Contract.text("/tokens/claims/user"), user, Contract.text("/tokens/claims/room"), room,
                Contract.text("/tokens/claims/secret"), Contract.text("/tokens/claims/expiry"),
                clock.instant().getEpochSecond() + 60, Contract.text("/tokens/claims/may_send"), maySend);
        var header = "{\"alg\":\"%s\"}".formatted(Contract.text("/tokens/algorithm"));
        return new TokenVerifier(clock).verify(Jws.signed(header, claims, Jws.KEY),
                List.of(Algorithm.HMAC512(Jws.KEY)));
    }
}
