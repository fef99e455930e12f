package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfferedTokensTest {
    private final HandshakeEvent event = new HandshakeEvent();

    @Test
    void tokenIsFoundInTheQueryAndAmongTheSubprotocols() {
        event.setQueryStringParameters(Map.of("token", "a.b.c", "other", "x"));
        assertThat(OfferedTokens.in(event)).containsExactly("a.b.c");

        event.setQueryStringParameters(Map.of());
        event.setHeaders(Map.of("sec-websocket-protocol", "hermes,hermes.token.d.e.f"));
        assertThat(OfferedTokens.in(event)).containsExactly("d.e.f");
    }

    @Test
    void sameTokenTwiceIsOne() {
        event.setQueryStringParameters(Map.of("token", "a.b.c"));
        event.setMultiValueQueryStringParameters(Map.of("token", List.of("a.b.c", "a.b.c")));
        event.setHeaders(Map.of("Sec-WebSocket-Protocol", "hermes.token.a.b.c"));

        assertThat(OfferedTokens.in(event)).containsExactly("a.b.c");
    }

    @Test
    void everyOtherTokenCounts() {
        event.setQueryStringParameters(Map.of("token", "2"));
        event.setMultiValueQueryStringParameters(Map.of("token", List.of("1", "2")));
        event.setHeaders(Map.of("Sec-WebSocket-Protocol", "hermes.token.4"));
        event.setMultiValueHeaders(
                Map.of("Sec-WebSocket-Protocol", List.of("hermes.token.3", "hermes.token.4")));

        assertThat(OfferedTokens.in(event)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void blankTokenIsNone() {
        event.setQueryStringParameters(Map.of("token", ""));
        event.setMultiValueQueryStringParameters(Map.of("token", List.of("", " ")));
        event.setHeaders(Map.of("Sec-WebSocket-Protocol", "hermes, hermes.token."));

        assertThat(OfferedTokens.in(event)).isEmpty();
    }
}
