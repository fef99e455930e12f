package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.local.DynamoDbExtension;
import hermes.testing.FakeSecrets;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tokens and hashes as the usual libraries of other languages made them, which the file names with their versions. */
class OtherLanguagesTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private Authorizer authorizer;

    @BeforeEach
    void onARealTable() {
        authorizer = new Authorizer(
                new SecretKeys(new FakeSecrets().with("jwt-secret", Jws.KEY), "jwt-secret", clock),
                new TokenVerifier(clock, Optional.empty()),
                new DynamoTokenRows(db.client(), db.table("TokensTable")));
    }

    static List<JsonNode> issued() throws IOException {
        return new ObjectMapper()
                .readTree(OtherLanguagesTest.class.getResourceAsStream("other-languages.json"))
                .valueStream()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("issued")
    void tokenIsAllowedWithItsHashAsText(JsonNode issued) {
        store(AttributeValue.fromS(issued.path("hash").textValue()));

        assertThat(authorizer.decide(issued.path("token").textValue())).isInstanceOf(Decision.Allow.class);
    }

    /** Python's bcrypt gives bytes, and boto3 stores them as such. */
    @ParameterizedTest
    @MethodSource("issued")
    void tokenIsAllowedWithItsHashAsBytes(JsonNode issued) {
        store(AttributeValue.fromB(SdkBytes.fromUtf8String(issued.path("hash").textValue())));

        assertThat(authorizer.decide(issued.path("token").textValue())).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void bytesThatAreNoHashAreDenied() throws IOException {
        store(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[]{(byte) 0xff, 0, '$'})));

        assertThat(authorizer.decide(issued().getFirst().path("token").textValue()))
                .isEqualTo(new Decision.Deny(Reason.UNUSABLE_HASH));
    }

    private static void store(AttributeValue hash) {
        db.client().putItem(put -> put.tableName(db.table("TokensTable")).item(Map.of("user_id",
                AttributeValue.fromS("7"), "room_id", AttributeValue.fromS("acme"), "token", hash)));
    }
}
