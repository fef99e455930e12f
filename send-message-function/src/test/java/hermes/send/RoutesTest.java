package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.send.json.Json;
import hermes.testing.LambdaContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class RoutesTest extends FunctionFixture {

    @Test
    void whatABrowserSendsReachesItsRoomAtOnceAndIsAcknowledged() {
        connect("own=", "7");
        connect("b=", "9");

        assertThat(send("{\"action\":\"sendMessage\",\"data\":\"message\",\"ref\":\"r-1\"}"))
                .isEqualTo("{\"ok\":true,\"id\":\"7/r-1\",\"ref\":\"r-1\",\"data\":{}}");

        assertThat(gateway.frames("b=")).hasSize(1).isEqualTo(gateway.frames("own="));
        assertThat(gateway.frames("b=").getFirst())
                .startsWith("{\"user_id\":\"7\",\"data\":\"message\",\"id\":\"7/r-1\"");
    }

    @Test
    void theSameReferenceIsDeliveredUnderTheSameOffset() {
        connect("b=", "9");

        send("{\"action\":\"sendMessage\",\"data\":1,\"ref\":\"r\"}");
        send("{\"action\":\"sendMessage\",\"data\":1,\"ref\":\"r\"}");

        assertThat(gateway.frames("b=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "1");
    }

    @Test
    void withoutReferenceTheIdIsTheGatewaysMessageId() {
        assertThat(send("{\"action\":\"sendMessage\",\"data\":null}"))
                .isEqualTo("{\"ok\":true,\"id\":\"R1knPc2ntjMCFIA=\",\"data\":{}}");
    }

    @Test
    void userInTheMessageCountsForNothingAndAnotherRoomIsRefused() {
        connect("b=", "9");
        connect("other=", "globex", "9");

        assertThat(send("{\"action\":\"sendMessage\",\"data\":1,\"room_id\":\"globex\"}"))
                .startsWith("{\"error\":{\"code\":\"not_joined\"");
        send("{\"action\":\"sendMessage\",\"data\":1,\"room_id\":\"acme\",\"user_id\":\"1\",\"id\":\"mine\"}");

        assertThat(gateway.frames("other=")).isEmpty();
        assertThat(gateway.frames("b=")).hasSize(1);
        assertThat(gateway.frames("b=").getFirst()).contains("\"user_id\":\"7\"",
                "\"id\":\"R1knPc2ntjMCFIA=\"");
    }

    @Test
    void aBrowserCanAddressUsersOfItsRoom() {
        connect("b=", "9");
        connect("c=", "11");

        send("{\"action\":\"sendMessage\",\"data\":1,\"to\":[9]}");

        assertThat(gateway.posts()).containsExactly("b=");
    }

    @Test
    void sendMessageToSqsGoesThroughTheQueue() {
        connect("b=", "9");

        assertThat(route("sendMessageToSQS",
                "{\"action\":\"sendMessageToSQS\",\"data\":{\"n\":1.0},\"to\":[\"9\"],\"ref\":\"r\"}"))
                .isEqualTo("{\"ok\":true,\"id\":\"7/r\",\"ref\":\"r\",\"data\":{}}");
        assertThat(gateway.posts()).isEmpty();

        var message = received("NotificationQueue").getFirst();
        invoke(function(), Events.batch(Events.record(message.messageId(), message.body())));
        assertThat(gateway.frames("b=").getFirst())
                .startsWith("{\"user_id\":\"7\",\"data\":{\"n\":1.0},\"id\":\"7/r\"");
    }

    @Test
    void charactersThatQueuesRefuseGoThroughTheQueue() {
        assertThat(route("sendMessageToSQS", "{\"data\":\"\uFFFE\uFFFF\"}")).startsWith("{\"ok\":true");

        assertThat(received("NotificationQueue").getFirst().body()).contains("\"data\":\"\\ufffe\\uffff\"");
    }

    @ParameterizedTest
    @CsvSource({"sendMessage", "sendMessageToSQS"})
    void whoMayOnlyListenCannotSend(String route) {
        connect("b=", "9");
        String event = Events.message(route, "{\"action\":\"x\",\"data\":1,\"ref\":\"r\"}")
                .replace("\"principalId\"", "\"send\":\"false\",\"principalId\"");

        assertThat(frame(invoke(function(), event)))
                .isEqualTo(
                        "{\"error\":{\"code\":\"not_allowed\",\"message\":\"The token of this connection allows to listen only.\"},\"ref\":\"r\",\"data\":{}}");
        assertThat(gateway.posts()).isEmpty();
        assertThat(received("NotificationQueue")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                    "sendMessage | {\"action\":\"sendMessage\"}                       | data_missing",
                    "sendMessage | {\"data\":1,\"to\":7}                              | invalid_to",
                    "sendMessage | {\"data\":1,\"to\":null}                           | invalid_to",
                    "sendMessage | {\"data\":1,\"ref\":null}                          | invalid_ref",
                    "resume      | {\"room\":null}                                  | invalid_position",
                    "sendMessage | {\"data\":1,\"to\":[]}                             | invalid_to",
                    "sendMessage | {\"data\":1,\"to\":[1,2,3,4,5,6,7,8,9,10,11]}   | too_many_users",
                    "sendMessageToSQS | {\"data\":1,\"to\":[1,2,3,4,5,6,7,8,9,10,11]} | too_many_users",
                    "sendMessage | {\"data\":1,\"ref\":\"a b\"}                       | invalid_ref",
                    "sendMessage | {\"data\":1,\"ref\":7}                             | invalid_ref",
                    "resume      | {\"room\":{\"epoch\":\"e\",\"offset\":-1}}         | invalid_position",
                    "resume      | {\"room\":{\"epoch\":\"e\",\"offset\":1.5}}        | invalid_position",
                    "resume      | {\"room\":{\"epoch\":\"\",\"offset\":1}}           | invalid_position",
                    "resume      | {\"user\":{\"epoch\":7,\"offset\":1}}              | invalid_position",
                    "resume      | {\"user\":118}                                     | invalid_position",
                    "resume      | {\"user\":{\"offset\":1}}                          | invalid_position",
                    "$default    | hello                                              | bad_json",
                    "$default    | [1]                                                | not_an_object",
                    "$default    | {\"action\":7}                                     | unknown_action"})
    void whatIsWrongIsNamed(String route, String body, String code) {
        assertThat(Json.parse(route(route, body)).members().get("error").members().get("code").string())
                .isEqualTo(code);
    }

    @Test
    void tenUsersCanBeAddressed() {
        assertThat(send("{\"data\":1,\"to\":[1,2,3,4,5,6,7,8,9,10,10,\"1\"]}")).startsWith("{\"ok\":true");
    }

    /** Taking it for "left out" would show everyone what was meant for somebody. */
    @Test
    void nullIsNotLeftOut() {
        assertThat(send("{\"data\":1,\"to\":null}")).contains(
                "\"to\\\" is null; expected an array of user ids. Leave it out to address the whole room.");
        assertThat(send("{\"data\":1,\"to\":[null]}"))
                .contains(
                        "\"to\\\" holds null, which is not the same as leaving it out; expected a text or a whole number.");
    }

    @Test
    void anUnknownActionIsAnsweredWithTheValidOnes() {
        assertThat(route("$default", "{\"action\":\"subscribe\",\"ref\":\"r\"}")).isEqualTo(
                "{\"error\":{\"code\":\"unknown_action\",\"message\":\"The action \\\"subscribe\\\" is not known; expected one of sendMessage, sendMessageToSQS, resume, inbox, mark, leave.\"},\"ref\":\"r\",\"data\":{}}");
    }

    @Test
    void whatIsTooLargeForAFrameIsRefused() {
        assertThat(send("{\"data\":\"%s\"}".formatted("x".repeat(NotificationLimits.FRAME_BYTES))))
                .contains("\"code\":\"too_large\"");
    }

    @Test
    void aFaultIsAnsweredWithTheRequestsIdAndNothingInternal() {
        var faulty = InterceptedClients.dynamoDb(db,
                Faults.when(TransactWriteItemsRequest.class::isInstance));

        var frame = frame(invoke(function(faulty, queues.client()),
                Events.message("sendMessage", "{\"data\":1,\"ref\":\"r\"}")));

        assertThat(frame).contains("\"code\":\"internal\"", LambdaContext.REQUEST_ID, "\"ref\":\"r\"")
                .doesNotContain("slow down", "Exception", "Table");
        assertThat(lines()).contains("slow down");
    }

    @Test
    void aSenderIsNotKeptWaitingByABrowserThatDoesNotListen() {
        connect("b=", "9");
        gateway.always("b=", 500);

        assertThat(frame(
                invoke(function(), Events.message("sendMessage", "{\"data\":1}"), Duration.ofSeconds(25))))
                .startsWith("{\"ok\":true");
        assertThat(gateway.posts()).as("attempts, before the queue goes on with it").hasSize(5);
    }

    private String send(String body) {
        return route("sendMessage", body);
    }

    private String route(String route, String body) {
        return frame(invoke(function(), Events.message(route, body)));
    }
}
