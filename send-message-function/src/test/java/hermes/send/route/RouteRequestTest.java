package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import hermes.send.json.JsonObject;
import hermes.testing.Contract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RouteRequestTest {

    @Test
    void whatTheAuthorizerSaysIsReadByTheNamesOfTheContract() {
        var request = request(principal().text(Contract.text("/tokens/context/may_send"), "false")
                .text(Contract.text("/tokens/context/connection_end_seconds"), "4102488060"));

        assertThat(request.user()).isEqualTo("7");
        assertThat(request.room()).isEqualTo("acme");
        assertThat(request.maySend()).isFalse();
        assertThat(request.tokenEnd()).isEqualTo(Instant.ofEpochSecond(4102488060L));
    }

    /** Of a connection that was opened before the authorizer knew of an end. */
    @Test
    void whatAnOlderAuthorizerDidNotSayIsNoLimit() {
        var request = request(principal());

        assertThat(request.maySend()).isTrue();
        assertThat(request.tokenEnd()).isEqualTo(Instant.MAX);
    }

    @Test
    void endCanBeANumber() {
        assertThat(request(principal().number("expires_at", 4102488060L)).tokenEnd())
                .isEqualTo(Instant.ofEpochSecond(4102488060L));
    }

    private static JsonObject principal() {
        return new JsonObject().text(Contract.text("/tokens/context/user"), "7")
                .text(Contract.text("/tokens/context/room"), "acme");
    }

    private static RouteRequest request(JsonObject authorizer) {
        var context = new JsonObject().text("routeKey", "resume").text("connectionId", "c")
                .text("messageId", "m")
                .number("connectedAt", 1).json("authorizer", authorizer.toString());
        return RouteRequest
                .of(Json.parse(new JsonObject().json("requestContext", context.toString()).toString()));
    }
}
