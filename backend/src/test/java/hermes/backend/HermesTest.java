package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hermes.local.DynamoDbExtension;
import hermes.local.ElasticMqExtension;
import hermes.testing.FakeSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class HermesTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();
    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private final FakeSecrets secrets = new FakeSecrets().with("key", "k".repeat(64)).with("passcode",
            "pass");
    private StackOutputs stack;

    @BeforeEach
    void deploy() {
        stack = StackOutputs.of(Map.of("QueueUrl", queues.queueUrl("NotificationQueue"), "TokensTableName",
                db.table("TokensTable"), "JwtSecretArn", "key", "PasscodeSecretArn", "passcode"));
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void forgetRegion() {
        System.clearProperty("aws.region");
    }

    @Test
    void backendIssuesTokensAndPublishes() {
        try (var hermes = Hermes.of(stack, new Hermes.Clients(db.client(), queues.client(), secrets))) {
            assertThat(hermes.tokens().issue("7", "acme", Duration.ofHours(1)))
                    .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
            assertThat(hermes.publisher()
                    .publish(Notification.to("acme").from("7").data("hello").id("1").build()))
                    .isEqualTo("1");
        }
        assertThat(db.client().scan(scan -> scan.tableName(db.table("TokensTable"))).count()).isEqualTo(1);
    }

    @Test
    void stackWithAnOrderedQueueHasBothPublishers() {
        var ordered = new StackOutputs(stack.queueUrl(), stack.tokensTable(), stack.jwtSecret(),
                stack.passcodeSecret(), Optional.of(queues.queueUrl("OrderedQueue")));
        var notification = Notification.to("acme").from("7").data("hello").build();
        try (var hermes = Hermes.of(ordered, new Hermes.Clients(db.client(), queues.client(), secrets))) {
            hermes.publisher().publish(notification);
            assertThat(messages("OrderedQueue")).isEqualTo(1);
            assertThat(messages("NotificationQueue")).isZero();

            hermes.unorderedPublisher().publish(notification);
            assertThat(messages("NotificationQueue")).isEqualTo(1);
        }
    }

    @Test
    void stackWithInboxesHasThemAndOneWithoutSaysSo() {
        var withInboxes = new StackOutputs(stack.queueUrl(), stack.tokensTable(), stack.jwtSecret(),
                stack.passcodeSecret(), Optional.empty(), Optional.of(new StackOutputs.InboxTables(
                        db.table("InboxStatesTable"), db.table("NotificationsTable"))),
                Optional.empty());
        var clients = new Hermes.Clients(db.client(), queues.client(), secrets);
        try (var hermes = Hermes.of(withInboxes, clients); var without = Hermes.of(stack, clients)) {
            assertThat(hermes.inboxes().look("7", "acme").unread()).isZero();
            assertThatIllegalStateException().isThrownBy(without::inboxes)
                    .withMessageContaining("InboxStatesTableName");
        }
    }

    private static int messages(String queue) {
        var visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return Integer.parseInt(queues.client()
                .getQueueAttributes(
                        get -> get.queueUrl(queues.queueUrl(queue)).attributeNames(visible))
                .attributes().get(visible));
    }

    @Test
    void stackOnThisMachineIsReachedThereWhateverTheSdkWouldFind() {
        System.setProperty("aws.endpointUrl", "http://192.0.2.1");
        System.setProperty("aws.profile", "production");
        try (var hermes = Hermes.of(stack)) {
            hermes.publisher().publish(Notification.to("acme").from("7").data("hello").build());
        } finally {
            System.clearProperty("aws.endpointUrl");
            System.clearProperty("aws.profile");
        }

        assertThat(messages("NotificationQueue")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://sqs.eu-west-1.amazonaws.com/1/q", "http://localhost.example.com/1/q",
                    "http://sqs.localhost:4501/1/q", "https://localhost/1/q", "queue"})
    void noOtherStackIsTakenForOneOnThisMachine(String queueUrl) {
        assertThat(LocalEndpoint.of(queueUrl)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Publisher.class, Tokens.class, UserInboxes.class, RoomGrants.class})
    void whatAContainerWrapsIsAnInterface(Class<?> part) {
        assertThat(part).isInterface();
    }

    @Test
    void itsTextsNameQueueAndTable() {
        var clients = new Hermes.Clients(db.client(), queues.client(), secrets);
        try (var hermes = Hermes.of(stack, clients)) {
            assertThat(hermes).hasToString("Hermes by publisher on queue " + stack.queueUrl());
            assertThat(hermes.tokens()).hasToString("tokens in table " + stack.tokensTable());
        }
    }

    @Test
    void callersClientsStayOpen() {
        var clients = new Hermes.Clients(db.client(), queues.client(), secrets);
        Hermes.of(stack, clients).close();

        assertThatCode(() -> clients.dynamoDb().listTables()).doesNotThrowAnyException();
    }

    @Test
    void whatItOwnsIsClosedWithIt() {
        var closed = new ArrayList<String>();
        var clients = new Hermes.Clients(db.client(), queues.client(), secrets);

        new Hermes(stack, clients, List.of(() -> closed.add("one"), () -> closed.add("two"))).close();

        assertThat(closed).containsExactly("one", "two");
    }

    @Test
    void ownClientsCanBeClosedTwice() {
        var hermes = Hermes.of(stack);
        hermes.close();

        assertThatCode(hermes::close).doesNotThrowAnyException();
    }
}
