package hermes.authorizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** A handshake with any number of tokens in any of their places, in both forms in which API Gateway tells them. */
final class RandomHandshake {
    private static final List<String> NAMES = List.of("Sec-WebSocket-Protocol", "sec-websocket-protocol",
            "SEC-WEBSOCKET-PROTOCOL");
    private static final List<String> OTHERS = List.of("hermes", "chat", "hermes.token.", "hermes.token",
            "Hermes.Token.x", "");

    private final Random random;
    private final Supplier<String> some;
    private final Set<String> tokens = new HashSet<>();
    private final HandshakeEvent event = new HandshakeEvent();

    RandomHandshake(Random random, Supplier<String> some) {
        this.random = random;
        this.some = some;
        event.setMethodArn("arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/$connect");
        event.setQueryStringParameters(new HashMap<>());
        event.setMultiValueQueryStringParameters(new HashMap<>());
        event.setHeaders(new HashMap<>());
        event.setMultiValueHeaders(new HashMap<>());
        fillQuery();
        fillHeaders();
    }

    /** All that are not blank, each once. */
    Set<String> tokens() {
        return tokens;
    }

    HandshakeEvent event() {
        return event;
    }

    @Override
    public String toString() {
        return "query " + event.getMultiValueQueryStringParameters() + " headers "
                + event.getMultiValueHeaders();
    }

    private void fillQuery() {
        var values = new ArrayList<String>();
        while (random.nextInt(3) == 0) {
            values.add(random.nextInt(6) == 0 ? " " : sent(token()));
        }
        if (!values.isEmpty()) {
            event.getQueryStringParameters().put("token", values.getLast());
            event.getMultiValueQueryStringParameters().put("token", values);
        }
    }

    private void fillHeaders() {
        var lines = new ArrayList<String>();
        while (random.nextInt(2) == 0) {
            lines.add(line());
        }
        if (!lines.isEmpty()) {
            var name = NAMES.get(random.nextInt(NAMES.size()));
            event.getHeaders().put(name, lines.getLast());
            event.getMultiValueHeaders().put(name, lines);
        }
        event.getHeaders().put("Cookie", "hermes.token." + some.get());
        event.getMultiValueHeaders().putAll(Map.of("Origin", List.of("https://app.example.com")));
    }

    private String line() {
        var protocols = new ArrayList<String>();
        do {
            protocols.add(random.nextBoolean()
                    ? "hermes.token." + sent(inList(token()))
                    : OTHERS.get(random.nextInt(OTHERS.size())));
        } while (random.nextInt(3) == 0);
        return String.join(random.nextBoolean() ? "," : " , ", protocols);
    }

    /** Sometimes one that is there already. */
    private String token() {
        return !tokens.isEmpty() && random.nextInt(4) == 0 ? tokens.iterator().next() : some.get();
    }

    private String sent(String token) {
        if (!token.isBlank()) {
            tokens.add(token);
        }
        return token;
    }

    /** In a list of protocols a token ends at a comma, and blanks around it are not its own. */
    private static String inList(String token) {
        return token.contains(",") || !token.equals(token.strip()) ? "plain" : token;
    }
}
