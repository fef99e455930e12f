package hermes.send;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Bodies from nearly right to pure noise, always the same for the same seed. Only jobs and positions name the room
 * "vault"; no notification and no message does.
 */
final class RandomBodies {

    /** In the data of every notification, so that it is seen wherever it must not be. */
    static final String MARKER = "nobody-logs-this";

    private static final String USUAL = "abc019-_.:,/ #%\\\"'{}[]\u007f\u00e9\u2028";

    private final Random random;

    RandomBodies(Random random) {
        this.random = random;
    }

    /** What a publisher may put on the queue; SQS takes no empty body. */
    String published() {
        var body = somehow(random.nextInt(4) == 0 ? this::job : this::notification);
        return body.isEmpty() ? " " : body;
    }

    /** What a browser may send, on whichever route. */
    String sent() {
        return somehow(
                this.<Supplier<String>>pick(this::message, this::message, this::together, this::together,
                        this::resume, this::job, this::inboxPage, this::mark, this::leave));
    }

    private String somehow(Supplier<String> body) {
        return switch (random.nextInt(10)) {
            case 0 -> value(0);
            case 1 -> changed(body.get());
            case 2 -> body.get() + pick("", " ", "{}", "\n", "x");
            default -> body.get();
        };
    }

    private String notification() {
        return object(usual("user_id", pick("\"7\"", "7", "-7.50e1")),
                usual("room_id", pick("\"acme\"", "42", "\"a#%\\u00e9\"", hashes(256))),
                usual("data", data()),
                rare("id", pick("\"n-%d\"".formatted(random.nextInt(200)), hashes(512))), rare("to", users()),
                rare("inbox", pick("true", "false")),
                rare("more", value(0)));
    }

    /** An id that takes three times its length in a key. */
    private static String hashes(int length) {
        return "\"" + "#".repeat(length) + "\"";
    }

    private String message() {
        return object(usual("action", "\"sendMessage\""), usual("data", data()),
                rare("ref", "\"r-%d\"".formatted(random.nextInt(200))), rare("to", users()),
                rare("inbox", "true"),
                rare("user_id", "\"1\""), rare("room_id", "\"globex\""), rare("hermes", job()));
    }

    private String together() {
        return object(usual("action", "\"sendMessage\""),
                usual("messages", pick("[%s]", "[%s,%s]", "[%s,%s,%s]").formatted(one(), one(), one())),
                rare("ref", "\"r\""));
    }

    private String one() {
        return object(usual("data", data()), usual("ref", "\"r-%d\"".formatted(random.nextInt(200))),
                rare("to", users()), rare("inbox", "true"), rare("user_id", "\"1\""));
    }

    private String resume() {
        return object(usual("action", "\"resume\""), rare("room", position()), rare("user", position()),
                rare("inbox", position()), rare("announcements", position()),
                rare("state", pick("true", "false")),
                rare("ref", "\"r\""), rare("stream", "\"room#vault\""),
                rare("rooms", pick("{\"vault\":{},\"acme\":{}}",
                        "{\"vault\":{\"room\":%s}}".formatted(position()))));
    }

    private String leave() {
        return object(usual("action", "\"leave\""), usual("room_id", pick("\"vault\"", "\"acme\"")),
                rare("ref", "\"r\""));
    }

    private String inboxPage() {
        return object(usual("action", "\"inbox\""), rare("limit", pick("1", "50", "51", "0")),
                rare("filter", pick("\"all\"", "\"unread\"", "\"archived\"", "\"vault\"")),
                rare("before", object(usual("inbox", position()), usual("announcements", position()))),
                rare("room_id", pick("\"vault\"", "\"acme\"")));
    }

    private String mark() {
        return object(usual("action", "\"mark\""), usual("inbox", streamMark()),
                rare("announcements", streamMark()),
                rare("ref", "\"m-%d\"".formatted(random.nextInt(200))), rare("user_id", "\"1\""));
    }

    private String streamMark() {
        return object(usual("epoch", pick("\"\"", "\"vault\"")), rare("read", ranges()),
                rare("unread", ranges()),
                rare("archived", ranges()), rare("unarchived", ranges()), rare("seen", pick("0", "7", "-1")));
    }

    private String ranges() {
        return pick("[[1,1]]", "[[1,999999999999999999]]", "[[5,3]]", "[]", "[" + value(2) + "]",
                "[[1,2],[7,9]]");
    }

    private String position() {
        return random.nextBoolean()
                ? "{\"epoch\":\"\",\"offset\":0}"
                : object(usual("epoch", pick("\"\"", "\"vault\"", "\"k3f9\"")),
                        usual("offset", pick("0", "1", "7", "999999999999999999")));
    }

    private String job() {
        return object("\"hermes\":" + usually(
                object(usual("version", "1"), usual("job", pick("\"page\"", "\"retry\"")),
                        usual("stream", pick("\"room#acme\"", "\"room#vault\"", "\"user#acme#7\"")),
                        usual("offsets", pick("[1]", "[1,2,3]", "[5,9]")),
                        usual("connections", pick("[\"v=\"]", "[\"a=\"]", "[\"a=\",\"v=\",\"x=\"]")),
                        usual("attempt", "1"),
                        usual("after", "{\"user_id\":\"0\",\"connection_id\":\"0\"}"))));
    }

    private String data() {
        return pick("\"%s\"".formatted(MARKER), "{\"type\":\"%s\",\"data\":%s}".formatted(MARKER, value(0)));
    }

    private String users() {
        return pick("[\"7\"]", "[7,9,\"7\"]", "[" + value(2) + "]", "[]");
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 8 : 10)) {
            case 0 -> pick("null", "true", "false");
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> pick("1e400", "-0", "0.10", "9".repeat(40), "9".repeat(1100), "01", "NaN", "1.");
            case 3 -> pick("\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\x\"", "\"\\\"\"",
                    "\"\u00e9\"");
            case 4 -> "\"" + "x".repeat(random.nextInt(3000)) + "\"";
            case 5 -> "[".repeat(random.nextInt(1300));
            case 6 -> pick("", "{", "\"", "undefined", "\ufeff{}", "'7'", "/**/1", "{\"a\":1,}", "{\"a\" 1}");
            case 7 -> "{\"data\":1,\"data\":2}";
            case 8 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> "{\"a\":" + value(depth + 1) + "}";
        };
    }

    private String changed(String body) {
        var text = new StringBuilder(body);
        for (int changes = 1 + random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, character());
                case 1 -> text.insert(at, character());
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    /** Such as SQS takes. */
    private char character() {
        return USUAL.charAt(random.nextInt(USUAL.length()));
    }

    private String object(String... members) {
        return List.of(members).stream().filter(member -> !member.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Once in a while odd, doubled or left out. */
    private String usual(String name, String usual) {
        var member = "\"%s\":%s".formatted(name, usually(usual));
        return random.nextInt(30) == 0 ? pick("", member + "," + member) : member;
    }

    private String rare(String name, String usual) {
        return random.nextInt(3) == 0 ? usual(name, usual) : "";
    }

    private String usually(String usual) {
        return random.nextInt(20) == 0 ? value(0) : usual;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
