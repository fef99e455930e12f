package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import hermes.testing.Contract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.Message;

class MessagesTogetherTest extends FunctionFixture {

    @Test
    void theExampleOfTheProtocolIsTakenAndAnsweredAsItSays() {
        connect("b=", "9");
        connect("c=", "11");

        assertThat(send(Contract.text("/messages/example/together")))
                .isEqualTo(Contract.text("/messages/example/answer"));

        assertThat(gateway.frames("b=")).extracting(FunctionFixture::idOf)
                .containsExactlyInAnyOrder("7/9f2c", "7/9f2d");
        assertThat(gateway.frames("c=")).extracting(FunctionFixture::idOf).containsExactly("7/9f2c");
    }

    @Test
    void theyAreAppendedInTheirOrder() {
        connect("b=", "9");

        send(together(
                IntStream.rangeClosed(1, 10).mapToObj("{\"data\":0,\"ref\":\"r%d\"}"::formatted).toList()));

        assertThat(gateway.frames("b=")).extracting(FunctionFixture::idOf)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj("7/r%d"::formatted).toList());
        assertThat(gateway.frames("b=")).extracting(FunctionFixture::offsetOf)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList());
    }

    @Test
    void oneThatComesAgainWithOthersOrByItselfIsAppendedOnce() {
        connect("b=", "9");
        send("{\"action\":\"sendMessage\",\"data\":1,\"ref\":\"a\"}");
        send(together(List.of("{\"data\":1,\"ref\":\"a\"}", "{\"data\":2,\"ref\":\"b\"}")));
        send("{\"action\":\"sendMessage\",\"data\":2,\"ref\":\"b\"}");

        assertThat(gateway.frames("b=")).hasSize(4)
                .extracting(frame -> idOf(frame) + " at " + offsetOf(frame))
                .containsOnly("7/a at 1", "7/b at 2");
    }

    @Test
    void throughTheQueueTheyAreMessagesOfTheirOwn() {
        assertThat(route("sendMessageToSQS",
                together(List.of("{\"data\":1,\"ref\":\"a\"}", "{\"data\":2,\"ref\":\"b\"}"))))
                .isEqualTo("{\"ok\":true,\"ids\":[\"7/a\",\"7/b\"],\"ref\":\"all\",\"data\":{}}");

        var bodies = received("NotificationQueue").stream().map(Message::body).toList();
        assertThat(bodies).hasSize(2);
        assertThat(String.join("", bodies)).contains("\"id\":\"7/a\"", "\"id\":\"7/b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                    "{\"messages\":[]}                                              | invalid_messages",
                    "{\"messages\":{}}                                              | invalid_messages",
                    "{\"messages\":[1]}                                             | invalid_messages",
                    "{\"messages\":[{},{},{},{},{},{},{},{},{},{},{}]}              | invalid_messages",
                    "{\"messages\":[{\"data\":1}]}                                | ref_missing",
                    "{\"messages\":[{\"data\":1,\"ref\":\"a b\"}]}            | invalid_ref",
                    "{\"messages\":[{\"data\":1,\"ref\":\"a\"},{\"ref\":\"b\"}]} | data_missing",
                    "{\"messages\":[{\"data\":1,\"ref\":\"a\"},{\"data\":1,\"ref\":\"b\",\"to\":[]}]} | invalid_to",
                    "{\"messages\":[{\"data\":1,\"ref\":\"a\"},{\"data\":1,\"ref\":\"b\",\"inbox\":1}]} | invalid_inbox"})
    void oneThatCannotBeTakenRefusesAll(String body, String code) {
        connect("b=", "9");

        assertThat(Json.parse(send(body)).at("error", "code").string()).isEqualTo(code);
        assertThat(gateway.posts()).isEmpty();
    }

    @Test
    void aFaultIsAnsweredUnderTheNameOfAll() {
        var faulty = InterceptedClients.dynamoDb(db,
                Faults.when(TransactWriteItemsRequest.class::isInstance));

        assertThat(frame(invoke(function(faulty, queues.client()),
                Events.message("sendMessage", together(List.of("{\"data\":1,\"ref\":\"a\"}"))))))
                .contains("\"code\":\"internal\"", "\"ref\":\"all\"");
    }

    private static String together(List<String> messages) {
        return messages.stream().collect(Collectors.joining(",", "{\"messages\":[", "],\"ref\":\"all\"}"));
    }

    private String send(String body) {
        return route("sendMessage", body);
    }

    private String route(String route, String body) {
        return frame(invoke(function(), Events.message(route, body)));
    }
}
