package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.cli.stack.AwsOperations;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Brings the functions to every call of AWS that they ever make, by every way through the stack that leads to one.
 * Each way is walked to its end before the next begins.
 */
final class EveryAwsCall {

    private static final int PAGE = 1_000;
    private static final int CONNECTIONS_PER_USER = 20;
    private static final int MOST_IN_A_BATCH = 25;

    private final WholeStack stack;

    EveryAwsCall(WholeStack stack) {
        this.stack = stack;
    }

    void provoke() {
        connectAndLeave();
        connectTooOften();
        deliverFromTheQueueAndFromBrowsers();
        forgetWhoIsGone();
        partFromWhoseTokenHasEnded();
        resumeAfterAnAbsence();
        readAnInbox();
        joinAndLeaveARoom();
        retryWhomTheGatewayThrottles();
        deliverToALargeRoom();
        repeatWhatFailsForAPassingReason();
        standInLineForABusyStream();
        putAsideWhatCannotBeDelivered();
        rotateTheKey();
    }

    private void connectAndLeave() {
        var room = stack.newRoom();
        stack.connect("7", room).close();
        Eventually.isTrue("the connection is forgotten", () -> stack.connectionIds(room).isEmpty());
    }

    private void connectTooOften() {
        var room = stack.newRoom();
        var token = stack.token("7", room);
        var browsers = IntStream.rangeClosed(0, CONNECTIONS_PER_USER)
                .mapToObj(_ -> new Browser(stack.webSocketUrl(), token)).toList();
        assertThat(browsers.getFirst().next().has("close")).isTrue();
        browsers.forEach(Browser::close);
    }

    private void deliverFromTheQueueAndFromBrowsers() {
        var room = stack.newRoom();
        try (var receiver = stack.connect("7", room); var sender = stack.connect("9", room)) {
            publish(room, "from the queue");
            assertThat(data(receiver.next())).isEqualTo("from the queue");
            sender.send("{\"action\":\"sendMessage\",\"data\":%s}".formatted(text("at once")));
            assertThat(data(receiver.next())).isEqualTo("at once");
            sender.send("{\"action\":\"sendMessageToSQS\",\"data\":%s}".formatted(text("by the queue")));
            assertThat(data(receiver.next())).isEqualTo("by the queue");
            sender.send("{\"action\":\"sendMessage\",\"data\":%s,\"to\":[\"7\"]}".formatted(text("to one")));
            assertThat(data(receiver.next())).isEqualTo("to one");
            sender.send("{\"action\":\"none\",\"data\":%s}".formatted(text("to nobody")));
            sender.until(frame -> frame.has("error"));
        }
    }

    /** One whose socket is not there any more, one whose row DynamoDB should have deleted. */
    private void forgetWhoIsGone() {
        var room = stack.newRoom();
        putRow("L0ngG0neC0nn3ct=", room, Duration.ofMinutes(10));
        putRow("Exp1redC0nnect1=", room, Duration.ofHours(3));
        publish(room, "1");
        Eventually.isTrue("both rows are removed",
                () -> !hasRow("L0ngG0neC0nn3ct=") && !hasRow("Exp1redC0nnect1="));
    }

    private void partFromWhoseTokenHasEnded() {
        var session = Duration.ofSeconds(2);
        var ticket = new SigningBackend(stack, "7", stack.newRoom()).ticket((int) session.toSeconds());
        try (var browser = new Browser(stack.webSocketUrl(), ticket)) {
            var end = Instant.now().plus(session);
            Eventually.isTrue("the session is over", () -> Instant.now().isAfter(end));
            browser.send("{\"action\":\"resume\"}");
            assertThat(browser.until(frame -> frame.has("close")).getLast().at("/close/code").asText())
                    .isEqualTo("token_expired");
            Eventually.isTrue("the connection is closed", browser::isClosed);
        }
    }

    /** Misses more than one frame carries, and has lost its row as well. */
    private void resumeAfterAnAbsence() {
        var room = stack.newRoom();
        try (var browser = stack.connect("7", room)) {
            var id = stack.connectionIds(room).getFirst();
            stack.aws().dynamoDb().deleteItem(delete -> delete.tableName(connections()).key(key(id)));
            IntStream.range(0, 3).forEach(_ -> publish(room, "x".repeat(60_000)));
            Eventually.isTrue("all is appended", stack::queuesAreEmpty);

            browser.send("{\"action\":\"resume\",\"room\":{\"epoch\":\"\",\"offset\":0}}");
            var frames = browser.until(frame -> frame.has("recovered"));
            assertThat(frames).hasSizeGreaterThan(1);
            assertThat(frames.getLast().path("recovered").asBoolean()).isTrue();
            assertThat(stack.connectionIds(room)).containsExactly(id);
        }
    }

    /** On one device, so that the other is told. */
    private void readAnInbox() {
        var room = stack.newRoom();
        try (var left = stack.connect("7", room); var right = stack.connect("7", room)) {
            stack.putOnQueue("{\"user_id\":\"9\",\"room_id\":\"%s\",\"data\":%s,\"to\":[7],\"inbox\":true}"
                    .formatted(room, text("for later")));
            assertThat(data(left.next())).isEqualTo("for later");
            left.send("{\"action\":\"inbox\"}");
            var page = left.until(frame -> frame.has("items")).getLast();
            assertThat(data(page.path("items").path(0))).isEqualTo("for later");
            left.send("{\"action\":\"mark\",\"inbox\":{\"epoch\":%s,\"read\":[[1,1]]}}"
                    .formatted(page.at("/state/inbox/epoch")));
            var told = right.until(frame -> frame.has("state")).getLast();
            assertThat(told.at("/state/unread").asInt()).isZero();
        }
    }

    private void joinAndLeaveARoom() {
        var further = stack.newRoom();
        var token = new SigningBackend(stack, "7", stack.newRoom()).tokenNaming(further);
        try (var browser = new Browser(stack.webSocketUrl(), token)) {
            browser.send("{\"action\":\"resume\",\"rooms\":{\"%s\":{}}}".formatted(further));
            assertThat(browser.next().path("rooms").path(further).has("room")).isTrue();
            publish(further, "in another room");
            assertThat(data(browser.next())).isEqualTo("in another room");
            browser.send("{\"action\":\"leave\",\"room_id\":\"%s\"}".formatted(further));
            assertThat(browser.next().path("ok").asBoolean()).isTrue();
        }
    }

    private void retryWhomTheGatewayThrottles() {
        var room = stack.newRoom();
        var queued = new AtomicBoolean();
        CallFilter throttling = call -> throttled(call, queued);
        stack.local().add(throttling);
        try (var browser = stack.connect("7", room)) {
            publish(room, "late");
            assertThat(data(browser.next())).isEqualTo("late");
            assertThat(queued).isTrue();
        } finally {
            stack.local().remove(throttling);
        }
    }

    /** Until the function has queued the retry. */
    private static Verdict throttled(AwsCall call, AtomicBoolean queued) {
        if (call.caller().equals("SendMessageFunction") && call.operation().equals("SendMessage")) {
            queued.set(true);
        }
        return call.operation().equals("PostToConnection") && !queued.get()
                ? new Verdict.Fail(429, "LimitExceededException", "Too many posts")
                : new Verdict.Pass();
    }

    /** In the index's order the browser comes after a page of others. */
    private void deliverToALargeRoom() {
        var room = stack.newRoom();
        var others = IntStream.range(0, PAGE)
                .mapToObj(number -> row("Y0ung%010d=".formatted(number), "1", room, Instant.now()))
                .map(row -> WriteRequest.builder().putRequest(put -> put.item(row)).build()).toList();
        for (int from = 0; from < PAGE; from += MOST_IN_A_BATCH) {
            var batch = others.subList(from, from + MOST_IN_A_BATCH);
            stack.aws().dynamoDb().batchWriteItem(write -> write.requestItems(Map.of(connections(), batch)));
        }
        try (var browser = stack.connect("9", room)) {
            publish(room, "on page two");
            assertThat(data(browser.next())).isEqualTo("on page two");
        }
    }

    private void repeatWhatFailsForAPassingReason() {
        var room = stack.newRoom();
        try (var browser = stack.connect("7", room)) {
            untilItIsPostponed(() -> publish(room, "again"));
            assertThat(data(browser.next())).isEqualTo("again");
            untilItIsPostponed(() -> stack.putOnOrderedQueue(room, body(room, "in order")));
            assertThat(data(browser.next())).isEqualTo("in order");
        }
    }

    /** Nothing can be appended until the function has asked for the message to come again soon. */
    private void untilItIsPostponed(Runnable publishing) {
        var postponed = new AtomicBoolean();
        CallFilter failing = call -> {
            if (call.operation().equals("ChangeMessageVisibilityBatch")) {
                postponed.set(true);
            }
            return call.operation().equals("TransactWriteItems") && !postponed.get()
                    ? new Verdict.Fail(500, "InternalServerError", "DynamoDB is not well")
                    : new Verdict.Pass();
        };
        stack.local().add(failing);
        try {
            publishing.run();
            Eventually.isTrue("the message is postponed", postponed::get);
        } finally {
            stack.local().remove(failing);
        }
    }

    /** Somebody else moves the head before each append, until the function hands over what it could not append. */
    private void standInLineForABusyStream() {
        var room = stack.newRoom();
        var handedOver = new AtomicBoolean();
        CallFilter rival = call -> {
            if (call.operation().equals("SendMessageBatch")) {
                handedOver.set(true);
            } else if (call.operation().equals("TransactWriteItems") && !handedOver.get()) {
                stack.aws().dynamoDb()
                        .updateItem(update -> update.tableName(stack.output("NotificationsTableName"))
                                .key(headKey(room)).updateExpression("ADD #head :one")
                                .expressionAttributeNames(Map.of("#head", "head"))
                                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
            }
            return new Verdict.Pass();
        };
        try (var browser = stack.connect("7", room)) {
            publish(room, "the stream begins");
            assertThat(data(browser.next())).isEqualTo("the stream begins");
            stack.local().add(rival);
            publish(room, "in line");
            assertThat(data(browser.next())).isEqualTo("in line");
            assertThat(handedOver).isTrue();
        } finally {
            stack.local().remove(rival);
        }
    }

    private static Map<String, AttributeValue> headKey(String room) {
        return Map.of("stream", AttributeValue.fromS("room#" + room), "offset", AttributeValue.fromN("0"));
    }

    private void putAsideWhatCannotBeDelivered() {
        stack.putOnQueue("not JSON: " + WholeStack.CONFIDENTIAL);
        assertThat(stack.deadLetters(1)).hasSize(1);
        stack.putOnOrderedQueue(stack.newRoom(), "not JSON: " + WholeStack.CONFIDENTIAL);
        assertThat(stack.orderedDeadLetters(1)).hasSize(1);
    }

    private void rotateTheKey() {
        stack.aws().secretsManager().putSecretValue(
                put -> put.secretId(stack.output("JwtSecretArn")).secretString("k".repeat(128)));
        try (var backend = AwsOperations.local(stack.local().outputs())) {
            var token = backend.issueToken("7", stack.newRoom(), Duration.ofMinutes(1),
                    Access.SEND_AND_LISTEN);
            Eventually.isTrue("a token signed with the new key is accepted",
                    () -> Browser.handshakeStatus(stack.webSocketUrl() + "?token=" + token) == 101);
        }
    }

    private void publish(String room, String text) {
        stack.putOnQueue(body(room, text));
    }

    private static String body(String room, String text) {
        return "{\"user_id\":\"9\",\"room_id\":\"%s\",\"data\":%s}".formatted(room, text(text));
    }

    /** As JSON, and so that it would be noticed in a log. */
    private static String text(String text) {
        return '"' + WholeStack.CONFIDENTIAL + text + '"';
    }

    private static String data(JsonNode frame) {
        return frame.path("data").asText().substring(WholeStack.CONFIDENTIAL.length());
    }

    /** @param age more than a minute, because a younger connection could be about to live */
    private void putRow(String id, String room, Duration age) {
        stack.aws().dynamoDb().putItem(put -> put.tableName(connections())
                .item(row(id, "8", room, Instant.now().minus(age))));
    }

    private static Map<String, AttributeValue> row(String id, String user, String room, Instant connectedAt) {
        long expiresAt = connectedAt.plus(Duration.ofMinutes(130)).getEpochSecond();
        return Map.of("connection_id", AttributeValue.fromS(id), "room_id", AttributeValue.fromS(room),
                "user_id", AttributeValue.fromS(user),
                "connected_at", AttributeValue.fromN("" + connectedAt.toEpochMilli()),
                "expires_at", AttributeValue.fromN("" + expiresAt));
    }

    private boolean hasRow(String id) {
        return stack.aws().dynamoDb().getItem(get -> get.tableName(connections()).key(key(id))).hasItem();
    }

    private String connections() {
        return stack.output("ConnectionsTableName");
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("connection_id", AttributeValue.fromS(id));
    }
}
