package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.authorizer.Decision.Deny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the two ways a token goes, told by the reasons that they deny for. */
class BothWaysTest {
    private static final Deny OURS = new Deny(Reason.NO_TOKEN_ROW);
    private static final Deny ISSUED = new Deny(Reason.WRONG_ISSUER);

    private final BothWays ways = new BothWays(_ -> OURS, _ -> ISSUED);

    @Test
    void tokenThatSaysHs512IsOneOfOurBackends() {
        assertThat(ways.apply(Jws.signed("{}"))).isEqualTo(OURS);
        assertThat(ways.apply(Jws.signed("{\"kid\":\"7\",\"alg\":\"HS512\"}", "{}", Jws.OTHER_KEY)))
                .isEqualTo(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"alg\":\"RS256\"}", "{\"alg\":\"hs512\"}", "{\"alg\":\"HS256\"}",
                    "{\"alg\":[\"HS512\"]}", "{}",
                    "{\"alg\":null}"})
    void everyOtherIsTheIssuers(String header) {
        assertThat(ways.apply(Jws.signed(header, "{}", Jws.KEY))).isEqualTo(ISSUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "..", "a.b.c", "."})
    void whatIsNoTokenIsNotOurs(String garbage) {
        assertThat(ways.apply(garbage)).isEqualTo(ISSUED);
    }

    @Test
    void tokenThatIsTooLongIsNotRead() {
        assertThat(
                ways.apply(
                        Jws.signed("{\"more\":\"%s\"}".formatted("x".repeat(TokenVerifier.LONGEST_TOKEN)))))
                .isEqualTo(ISSUED);
    }
}
