package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.auth0.jwt.JWT;
import hermes.common.grant.Grant;
import hermes.common.grant.Grants;
import hermes.local.DynamoDbExtension;
import hermes.local.ElasticMqExtension;
import hermes.testing.FakeSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class RoomGrantsTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();
    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String WITH_QUOTES = "the \"b\\c\" team";

    private Hermes hermes;

    @BeforeEach
    void deploy() {
        var secrets = new FakeSecrets().with("key", "k".repeat(64)).with("passcode", "pass");
        var outputs = Map.of("QueueUrl", queues.queueUrl("NotificationQueue"), "TokensTableName",
                db.table("TokensTable"), "JwtSecretArn", "key", "PasscodeSecretArn", "passcode",
                "GrantsTableName", db.table("GrantsTable"));
        hermes = Hermes.of(StackOutputs.of(outputs),
                new Hermes.Clients(db.client(), queues.client(), secrets));
    }

    @AfterEach
    void close() {
        hermes.close();
    }

    @Test
    void grantHoldsForItsTime() {
        stored(queues.client()).grant("7", "ticket-3", Duration.ofHours(8));

        assertThat(grant("7", "ticket-3").until(OptionalLong.empty(), NOW))
                .contains(NOW.plus(Duration.ofHours(8)));
        assertThat(message()).as("nobody has to be put out").isNull();
    }

    @Test
    void whatIsTakenBackIsCheckedForWhoeverIsInTheRoom() {
        hermes.grants().grant("7", WITH_QUOTES, Duration.ofHours(8));
        hermes.grants().ungrant("7", WITH_QUOTES);

        assertThat(grant("7", WITH_QUOTES).until(OptionalLong.of(NOW.getEpochSecond()), Instant.now()))
                .isEmpty();
        var check = message();
        assertThat(check.body()).isEqualTo(
                "{\"hermes\":{\"version\":1,\"job\":\"check\",\"room\":\"the \\\"b\\\\c\\\" team\",\"user\":\"7\",\"code\":\"ungranted\"}}");
        assertThat(check.attributes()).containsKey(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    }

    @Test
    void whoIsRevokedIsOutOfTheRoomWhicheverWayHeCame() {
        hermes.tokens().revoke("7", "ticket-3");

        assertThat(grant("7", "ticket-3").until(OptionalLong.of(NOW.getEpochSecond()), Instant.now()))
                .isEmpty();
        assertThat(message().body()).contains("\"code\":\"revoked\"");
    }

    @Test
    void tokenNamesFurtherRooms() {
        var token = hermes.tokens().issue("7", "acme", TokenLife.of(Duration.ofHours(1)), Access.LISTEN,
                List.of("project-9", WITH_QUOTES));

        assertThat(JWT.decode(token).getClaim("rooms").asList(String.class)).containsExactly("project-9",
                WITH_QUOTES);
    }

    @Test
    void roomsThatNoTokenCouldNameAreRefused() {
        var tokens = hermes.tokens();
        var life = TokenLife.of(Duration.ofHours(1));

        for (var rooms : List.of(Collections.nCopies(51, "r"), Collections.nCopies(17, "r".repeat(250)),
                Collections.nCopies(9, "\"".repeat(128)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokens.issue("7", "acme", life, Access.LISTEN, rooms))
                    .withMessageContaining("expected at most 50 with 4,096");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.issue("7", "acme", life, Access.LISTEN, List.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "P366D"})
    void timeOutOfRangeIsRefused(Duration time) {
        assertThatIllegalArgumentException().isThrownBy(() -> hermes.grants().grant("7", "acme", time))
                .withMessageContaining(time.toString());
    }

    @Test
    void whoIsPerhapsNotPutOutIsSaidAndRepeated() {
        var away = mock(SqsClient.class, call -> {
            throw SdkClientException.create("no network");
        });

        assertThatThrownBy(() -> stored(away).ungrant("7", "ticket-3")).isInstanceOf(HermesException.class)
                .hasMessageContaining("room ticket-3 for user 7").hasMessageContaining("no network");
        assertThatCode(() -> stored(queues.client()).ungrant("7", "ticket-3")).doesNotThrowAnyException();
    }

    private static StoredGrants stored(SqsClient sqs) {
        return new StoredGrants(new Grants(db.client(), db.table("GrantsTable"), CLOCK),
                new Jobs(sqs, queues.queueUrl("NotificationQueue")), CLOCK);
    }

    private static Grant grant(String user, String room) {
        return new Grants(db.client(), db.table("GrantsTable"), CLOCK).of(user, List.of(room)).get(room);
    }

    private static Message message() {
        var answer = queues.client().receiveMessage(request -> request
                .queueUrl(queues.queueUrl("NotificationQueue"))
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL));
        return answer.messages().isEmpty() ? null : answer.messages().get(0);
    }
}
