package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubprotocolsTest {

    @Test
    void listIsSplitAtCommas() {
        var offered = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Protocol", "hermes, hermes.token.a.b-c_d"),
                null);

        assertThat(offered.haveHermes()).isTrue();
        assertThat(offered.tokens()).containsExactly("a.b-c_d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sec-websocket-protocol", "SEC-WEBSOCKET-PROTOCOL", "Sec-Websocket-Protocol"})
    void headerIsKnownInAnyCase(String name) {
        assertThat(Subprotocols.offeredIn(Map.of(name, "hermes"), null).haveHermes()).isTrue();
        assertThat(Subprotocols.offeredIn(null, Map.of(name, List.of("hermes"))).haveHermes()).isTrue();
    }

    @Test
    void everyLineOfTheHeaderCounts() {
        var lines = List.of("hermes.token.first,chat", "hermes");

        var offered = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Protocol", "hermes"),
                Map.of("Sec-WebSocket-Protocol", lines));

        assertThat(offered.haveHermes()).isTrue();
        assertThat(offered.tokens()).containsExactly("first");
    }

    @Test
    void tokenThatStandsInBothFormsOfTheHeadersIsOne() {
        var offered = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Protocol", "hermes.token.a"),
                Map.of("Sec-WebSocket-Protocol", List.of("hermes.token.a", "hermes.token.b")));

        assertThat(offered.tokens()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "chat", "Hermes", "hermes2", "hermes.token", "hermes.token.",
                    "x.hermes.token.a",
                    "HERMES.TOKEN.a"})
    void anythingElseIsNotOurs(String line) {
        var offered = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Protocol", line), Map.of());

        assertThat(offered.haveHermes()).isFalse();
        assertThat(offered.tokens()).isEmpty();
    }

    @Test
    void otherHeadersAreNotLookedAt() {
        var offered = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Extensions", "hermes"),
                Map.of("Cookie", List.of("hermes.token.a")));

        assertThat(offered.haveHermes()).isFalse();
        assertThat(offered.tokens()).isEmpty();
    }
}
