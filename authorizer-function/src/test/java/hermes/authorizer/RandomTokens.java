package hermes.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tokens from nearly right to pure noise, always the same for the same seed. */
final class RandomTokens {
    private static final String USUAL = "abcXYZ019-_=.+/ %\"{}\u0000";

    private final Random random;
    private final long now;
    private final List<Supplier<String>> kinds = List.of(this::plausible, this::plausible, this::changed,
            this::loose, this::reassembled, this::forged, this::noise);

    /** @param now epoch seconds */
    RandomTokens(Random random, long now) {
        this.random = random;
        this.now = now;
    }

    String next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    /** Properly signed, with claims of which some may be odd. */
    private String plausible() {
        return Jws.signed(header(), claims(), Jws.KEY);
    }

    /** Properly signed over what a strict reader refuses; now and then over what it does not. */
    private String loose() {
        var header = header().getBytes(UTF_8);
        var claims = claims().getBytes(UTF_8);
        return random.nextBoolean()
                ? Jws.signedParts(looselyEncoded(header), looselyEncoded(claims))
                : Jws.signed(withMore(header), withMore(claims));
    }

    private String looselyEncoded(byte[] bytes) {
        var plain = Jws.encoded(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> plain;
            case 1 -> Base64.getUrlEncoder().encodeToString(bytes);
            case 2 -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
            default -> plain.substring(0, plain.length() - 1) + pick("A", "B", "Q", "g", "_", "=");
        };
    }

    /** Something at the end, or a byte or character anywhere. */
    private byte[] withMore(byte[] json) {
        var more = pick("", " ", "\r\n", "x", "{}", "null", "\u00a0", "\u0000").getBytes(UTF_8);
        int at = random.nextInt(3) == 0 ? random.nextInt(json.length + 1) : json.length;
        var odd = random.nextInt(3) == 0 ? new byte[]{(byte) (0x80 + random.nextInt(0x80))} : more;
        return ByteBuffer.allocate(json.length + odd.length).put(json, 0, at).put(odd)
                .put(json, at, json.length - at).array();
    }

    private String changed() {
        var token = new StringBuilder(plausible());
        for (int changes = 1 + random.nextInt(3); changes > 0 && !token.isEmpty(); changes--) {
            int at = random.nextInt(token.length());
            switch (random.nextInt(4)) {
                case 0 -> token.setCharAt(at, character());
                case 1 -> token.insert(at, character());
                case 2 -> token.deleteCharAt(at);
                default -> token.setLength(at);
            }
        }
        return token.toString();
    }

    /** Parts of several tokens, too few, too many or in the wrong order. */
    private String reassembled() {
        return IntStream.range(0, 1 + random.nextInt(5)).mapToObj(_ -> plausible().split("\\."))
                .map(parts -> parts[random.nextInt(parts.length)]).collect(Collectors.joining("."));
    }

    private String forged() {
        return Jws.signed(header(), claims(), pick(Jws.KEY, Jws.OTHER_KEY, "k"),
                pick("HmacSHA256", "HmacSHA384", "HmacSHA512"));
    }

    private String noise() {
        int length = random.nextInt(10) == 0 ? 9000 : random.nextInt(60);
        return IntStream.range(0, length).mapToObj(_ -> String.valueOf(character()))
                .collect(Collectors.joining());
    }

    private String header() {
        return usually(Jws.HEADER, () -> pick("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}", "{\"alg\":\"HS512\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"none\",\"alg\":\"HS512\"}", "{\"alg\":" + value(0) + "}", value(0)));
    }

    private String claims() {
        if (random.nextInt(20) == 0) {
            return value(0);
        }
        return "{" + claim("user_id", pick("7", "\"7\"", "8")) + claim("room_id", pick("\"acme\"", "42"))
                + claim("token", pick("\"secret\"", "\"secret\"", "\"x\""))
                + claim("exp",
                        String.valueOf(now + pick(1L, 3600L, 0L, -60L, 31_622_400L, 31_622_401L, now * 999)))
                + (random.nextInt(3) == 0 ? claim("send", pick("true", "false")) : "")
                + (random.nextInt(5) == 0 ? claim("nbf", String.valueOf(now + pick(-60, 60, 61))) : "")
                + (random.nextInt(5) == 0 ? claim("iat", now + pick("", ".5", "000")) : "")
                + (random.nextInt(5) == 0 ? claim("session", pick("60", "7200")) : "")
                + (random.nextInt(5) == 0 ? claim("rooms", pick("[]", "[\"a\",7]")) : "")
                + "\"more\":" + usually("1", () -> value(0)) + "}";
    }

    /** Once in a while odd, doubled or left out. */
    private String claim(String name, String usual) {
        var claim = "\"%s\":%s,".formatted(name, usually(usual, () -> value(0)));
        return usually(claim, () -> pick("", claim + claim, claim.toUpperCase(Locale.ROOT)));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 8 : 11)) {
            case 0 -> "null";
            case 1 -> pick("true", "false");
            case 2 -> String.valueOf(random.nextLong());
            case 3 -> pick("1e400", "-0", "0.1", "9".repeat(40), "9".repeat(1100), "01", "NaN");
            case 4 -> pick("\"\"", "\"\\u0000\"", "\"7\\u0000\"", "\"\\ud800\"", "\"acme \"", "\"é\"");
            case 5 -> "\"" + "x".repeat(random.nextInt(1100)) + "\"";
            case 6 -> "[".repeat(random.nextInt(1300));
            case 7 -> pick("", "{", "\"", "undefined", "\ufeff{}", "'7'");
            case 8 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            case 9 -> "{\"user_id\":" + value(depth + 1) + "}";
            default -> "[".repeat(900) + "]".repeat(900);
        };
    }

    private String usually(String usual, Supplier<String> otherwise) {
        return random.nextInt(12) == 0 ? otherwise.get() : usual;
    }

    private char character() {
        return random.nextInt(4) == 0
                ? (char) random.nextInt(Character.MAX_VALUE + 1)
                : USUAL.charAt(random.nextInt(USUAL.length()));
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
