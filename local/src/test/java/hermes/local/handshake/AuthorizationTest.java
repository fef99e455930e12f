package hermes.local.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy allows, and which answers are none. */
final class AuthorizationTest {

    private static final String ARN = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/$connect";
    private static final String ALLOW = statement("Allow", "\"execute-api:Invoke\"", "\"" + ARN + "\"");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/$connect,  true
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/*,         true
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/*/$connect,            true
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/*,                     true
        arn:aws:execute-api:*:*:a1b2c3d4e5/developmen?/$conn*,                       true
        arn:aws:execute-api:*,                                                       true
        *,                                                                           true
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/*/*,       false
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/production/*,          false
        arn:aws:execute-api:eu-west-1:123456789012:A1B2C3D4E5/*,                     false
        arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*,                     false
        arn:aws:execute-api:eu-west-1:a1b2c3d4e5/*,                                  false
        arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/?connec,   false
        arn:aws:execute-api:eu-west-1:123456789012:.*,                               false
        """)
    void resourceMatchesWithWildcards(String resource, boolean allowed) {
        assertThat(parse(statement("Allow", "\"execute-api:Invoke\"", "\"" + resource + "\"")).allows(ARN))
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
        "execute-api:Invoke";                        true
        "execute-api:invoke";                        true
        "execute-api:*";                             true
        "*";                                         true
        ["execute-api:ManageConnections","*"];       true
        "execute-api:ManageConnections";             false
        "lambda:InvokeFunction";                     false
        """)
    void onlyInvokingIsAskedFor(String action, boolean allowed) {
        assertThat(parse(statement("Allow", action, "\"*\"")).allows(ARN)).isEqualTo(allowed);
    }

    @Test
    void denyWins() {
        String deny = statement("Deny", "\"execute-api:Invoke\"", "[\"x\",\"" + ARN + "\"]");

        assertThat(parse(ALLOW + "," + deny).allows(ARN)).isFalse();
        assertThat(parse(deny + "," + ALLOW).allows(ARN)).isFalse();
    }

    @Test
    void nothingIsAllowedByDefault() {
        assertThat(parse("").allows(ARN)).isFalse();
    }

    @Test
    void contextBecomesText() {
        Authorization authorization = Authorization.parse(answer("""
            "principalId":"7","context":{"user_id":"7","age":42,"admin":true}""", ALLOW), 8192);

        assertThat(authorization.principal().attributes()).containsEntry("principalId", "7")
                .containsEntry("age", "42")
                .containsEntry("admin", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\""})
    void principalIdThatIsANumberIsItsDigits(String id) {
        assertThat(Authorization.parse(answer("\"principalId\":" + id, ALLOW), 8192).principal().id())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"context\":{}", "\"principalId\":null", "\"principalId\":true",
                    "\"principalId\":\"7\",\"context\":[]",
                    "\"principalId\":\"7\",\"context\":{\"a\":{}}",
                    "\"principalId\":\"7\",\"context\":{\"a\":[1]}",
                    "\"principalId\":\"7\",\"context\":{\"a\":null}"})
    void malformedPrincipalIsRefused(String members) {
        assertThatThrownBy(() -> Authorization.parse(answer(members, ALLOW), 8192))
                .isInstanceOf(MalformedAuthorization.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "1", "{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Allow\",\"Resource\":\"*\"}", "{\"Effect\":\"Allow\",\"Action\":\"*\"}",
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[1]}",
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{}}",
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotResource\":\"x\"}"})
    void malformedStatementIsRefused(String statement) {
        assertThatThrownBy(() -> parse(statement)).isInstanceOf(MalformedAuthorization.class);
    }

    @Test
    void answerOver8KilobytesIsRefused() {
        byte[] answer = answer("\"principalId\":\"" + "x".repeat(8192) + "\"", ALLOW);

        assertThatThrownBy(() -> Authorization.parse(answer, 8192)).hasMessageContaining("8192");
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Effect\":\"%s\",\"Action\":%s,\"Resource\":%s}".formatted(effect, action, resource);
    }

    private static Authorization parse(String statements) {
        return Authorization.parse(answer("\"principalId\":\"7\"", statements), 8192);
    }

    private static byte[] answer(String members, String statements) {
        return "{%s,\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[%s]}}"
                .formatted(members, statements)
                .getBytes(StandardCharsets.UTF_8);
    }
}
