package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Access;
import hermes.cli.stack.Closings;
import hermes.cli.terminal.Json;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** From the queue, or from a browser, to the browsers of a room, through the whole stack. */
@ResourceLock(WholeStack.SHARED)
final class DeliveryIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    @Test
    void everyBrowserOfTheRoomReceivesWhatIsPutOnTheQueue() {
        var room = STACK.newRoom();
        var elsewhere = STACK.newRoom();
        try (var first = STACK.connect("7", room);
                var second = STACK.connect("9", room);
                var stranger = STACK.connect("7", elsewhere)) {
            STACK.putOnQueue("""
                {"user_id":"42","room_id":"%s","id":"one","data":{"type":"info","data":"hello"}}"""
                    .formatted(room));

            var frame = first.next();
            assertThat(frame.path("user_id").asText()).isEqualTo("42");
            assertThat(frame.path("data")).isEqualTo(Json.object().put("type", "info").put("data", "hello"));
            assertThat(frame.path("id").asText()).isEqualTo("one");
            assertThat(frame.path("stream").asText()).isEqualTo("room");
            assertThat(frame.path("offset").asInt()).isEqualTo(1);
            assertThat(second.next()).isEqualTo(frame);
            STACK.publish(elsewhere, "for the stranger");
            assertThat(stranger.next().path("data").asText()).isEqualTo("for the stranger");
        }
    }

    @Test
    void handshakeWithoutATokenIs401AndWithAWrongOne403() {
        var token = STACK.token("7", STACK.newRoom());

        assertThat(Browser.handshakeStatus(STACK.webSocketUrl())).isEqualTo(401);
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=")).isEqualTo(401);
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=wrong")).isEqualTo(403);
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token + "x")).isEqualTo(403);
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(101);
    }

    @Test
    void ofABatchTheGoodRecordArrivesOnceAndTheOthersLieInTheDeadLetterQueueWithReasons() {
        var room = STACK.newRoom();
        var good = "{\"user_id\":7,\"room_id\":\"%s\",\"id\":\"good\",\"data\":1}".formatted(room);
        var malformed = "{\"user_id\":7,\"room_id\":\"%s".formatted(room);
        var oversized = "{\"user_id\":7,\"room_id\":\"%s\",\"data\":\"%s\"}".formatted(room,
                "x".repeat(140_000));
        var last = "{\"user_id\":7,\"room_id\":\"%s\",\"id\":\"last\",\"data\":2}".formatted(room);
        STACK.clearQueues();

        try (var browser = STACK.connect("7", room)) {
            STACK.aws().sqs().sendMessageBatch(batch -> batch.queueUrl(STACK.output("QueueUrl"))
                    .entries(entry("1", good), entry("2", malformed), entry("3", oversized)));
            var dead = STACK.deadLetters(2);
            STACK.putOnQueue(last);
            var received = browser.until(frame -> frame.path("id").asText().equals("last"));

            assertThat(received).extracting(frame -> frame.path("id").asText()).containsExactly("good",
                    "last");
            assertThat(dead).extracting(Message::body).containsExactlyInAnyOrder(malformed, oversized);
            assertThat(dead).allSatisfy(message -> {
                assertThat(message.messageAttributes().get("reason").stringValue()).contains(" ");
                assertThat(message.messageAttributes().get("original_message_id").stringValue()).isNotEmpty();
            });
            assertThat(dead)
                    .extracting(message -> message.messageAttributes().get("reason_code").stringValue())
                    .doesNotHaveDuplicates().doesNotContain("");
            Eventually.isTrue("the queue is empty", () -> STACK.queueIsEmpty());
        }
    }

    @Test
    void rowWhoseSocketIsLongGoneDisappearsAndTheOthersReceive() {
        var room = STACK.newRoom();
        putRow("L0ngG0neC0nn3ct=", room);

        try (var browser = STACK.connect("7", room)) {
            STACK.publish(room, "still here");

            assertThat(browser.next().path("data").asText()).isEqualTo("still here");
            Eventually.isTrue("the row of the dead connection has disappeared",
                    () -> STACK.connectionIds(room).size() == 1);
        }
    }

    @Test
    void browserKilledWithSigkillDisappearsAndTheOthersReceive() throws IOException {
        var room = STACK.newRoom();
        try (var browser = STACK.connect("7", room)) {
            var killed = connectFromAnotherProcess("9", room);
            try {
                Eventually.isTrue("the other process is connected",
                        () -> STACK.connectionIds(room).size() == 2);
            } finally {
                killed.destroyForcibly();
            }
            STACK.publish(room, "still here");

            assertThat(browser.next().path("data").asText()).isEqualTo("still here");
            Eventually.isTrue("the row of the killed browser has disappeared",
                    () -> STACK.connectionIds(room).size() == 1);
        }
    }

    @Test
    void javaScriptOfTheTutorialWorksUnchanged() {
        var room = STACK.newRoom();
        try (var sender = STACK.connect("7", room); var other = STACK.connect("9", room)) {
            // ws.send(JSON.stringify({"action": "sendMessage", "data": "message"}))
            sender.send("{\"action\":\"sendMessage\",\"data\":\"message\"}");

            // var notification = JSON.parse(evt.data); var message = notification.data;
            assertThat(other.next().path("data").asText()).isEqualTo("message");
            var own = List.of(sender.next(), sender.next());
            assertThat(own).extracting(frame -> frame.path("data").asText()).contains("message");
            // The tutorial's client reads data.type of every frame, of the answer too.
            assertThat(own)
                    .noneMatch(frame -> frame.path("data").isMissingNode() || frame.path("data").isNull());
        }
    }

    @Test
    void queueMessageOfTheTutorialWorksUnchanged() {
        var room = STACK.newRoom();
        try (var browser = STACK.connect("7", room)) {
            STACK.putOnQueue("""
                {"user_id":7,"room_id":"%s","data":{"type":"backup_done","data":{"job":42}}}"""
                    .formatted(room));

            var notification = browser.next();
            assertThat(notification.path("user_id").isIntegralNumber()).isTrue();
            assertThat(notification.path("data").path("type").asText()).isEqualTo("backup_done");
            assertThat(notification.path("data").path("data").path("job").asInt()).isEqualTo(42);
        }
    }

    @Test
    void notificationToUsersReachesOnlyThem() {
        var room = STACK.newRoom();
        try (var named = STACK.connect("9", room); var other = STACK.connect("7", room)) {
            STACK.putOnQueue(
                    "{\"user_id\":7,\"room_id\":\"%s\",\"to\":[9],\"data\":\"secret\"}".formatted(room));
            STACK.publish(room, "open");

            assertThat(List.of(named.next(), named.next())).extracting(frame -> frame.path("data").asText())
                    .containsExactlyInAnyOrder("secret", "open");
            assertThat(other.next().path("data").asText()).isEqualTo("open");
        }
    }

    @Test
    void whatABrowserPutsOnTheQueueIsAcknowledgedAndArrives() {
        var room = STACK.newRoom();
        try (var sender = STACK.connect("7", room); var other = STACK.connect("9", room)) {
            sender.send("{\"action\":\"sendMessageToSQS\",\"data\":\"later\",\"ref\":\"r1\"}");

            assertThat(List.of(sender.next(), sender.next()))
                    .anyMatch(
                            frame -> frame.path("ok").asBoolean() && frame.path("ref").asText().equals("r1"));
            assertThat(other.next().path("data").asText()).isEqualTo("later");
        }
    }

    @Test
    void tokenThatMayOnlyListenIsToldSo() {
        var room = STACK.newRoom();
        var token = STACK.operations().issueToken("7", room, Duration.ofMinutes(1), Access.LISTEN);
        try (var browser = new Browser(STACK.webSocketUrl(), token)) {
            browser.send("{\"action\":\"sendMessage\",\"data\":\"message\"}");

            assertThat(browser.next().path("error").path("code").asText()).isEqualTo("not_allowed");
        }
    }

    @Test
    void unknownActionIsAnsweredWithTheValidOnes() {
        try (var browser = STACK.connect("7", STACK.newRoom())) {
            browser.send("{\"action\":\"sendMesage\",\"data\":\"message\"}");

            var error = browser.next().path("error");
            assertThat(error.path("code").asText()).isEqualTo("unknown_action");
            assertThat(error.path("message").asText()).contains("sendMesage").contains("sendMessage");
        }
    }

    @Test
    void closedConnectionIsForgotten() {
        var room = STACK.newRoom();
        var browser = STACK.connect("7", room);
        assertThat(STACK.connectionIds(room)).hasSize(1);

        browser.close();

        Eventually.isTrue("the row has disappeared", () -> STACK.connectionIds(room).isEmpty());
    }

    @Test
    void connectionClosedByTheOperatorIsForgotten() {
        var room = STACK.newRoom();
        try (var browser = STACK.connect("7", room)) {
            assertThat(STACK.operations().closeConnections(room, Optional.of("7"), Optional.empty(), _ -> {}))
                    .isEqualTo(new Closings(1, 0, 0));

            Eventually.isTrue("the browser has been disconnected", browser::isClosed);
            Eventually.isTrue("the row has disappeared", () -> STACK.connectionIds(room).isEmpty());
        }
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    /** Older than a minute, because a younger one could be about to live. */
    private static void putRow(String connectionId, String room) {
        var connectedAt = Instant.now().minus(Duration.ofMinutes(10));
        STACK.aws().dynamoDb().putItem(put -> put.tableName(STACK.output("ConnectionsTableName"))
                .item(Map.of("connection_id", AttributeValue.fromS(connectionId),
                        "room_id", AttributeValue.fromS(room),
                        "user_id", AttributeValue.fromS("8"),
                        "connected_at", AttributeValue.fromN("" + connectedAt.toEpochMilli()),
                        "expires_at",
                        AttributeValue.fromN("" + connectedAt.plusSeconds(7_800).getEpochSecond()))));
    }

    private static Process connectFromAnotherProcess(String user, String room) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), SilentBrowser.class.getName(),
                STACK.webSocketUrl() + "?token=" + STACK.token(user, room)).inheritIO().start();
    }
}
