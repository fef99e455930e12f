package hermes.authorizer;

import hermes.local.identity.IssuerKey;
import java.util.List;
import java.util.Random;

/** Tokens of an issuer, true ones and others: forged, changed, cut, mixed, signed with whatever is at hand. */
final class RandomIssuedTokens {
    private final Random random;
    private final List<IssuerKey> published;
    private final List<IssuerKey> strangers;
    private final long now;
    private String last = "";

    RandomIssuedTokens(Random random, List<IssuerKey> published, List<IssuerKey> strangers, long now) {
        this.random = random;
        this.published = published;
        this.strangers = strangers;
        this.now = now;
    }

    String next() {
        var token = switch (random.nextInt(6)) {
            case 0 -> mixed(signed());
            case 1 -> changed(signed());
            default -> signed();
        };
        last = token;
        return token;
    }

    private String signed() {
        var key = random.nextInt(8) == 0 ? one(strangers) : one(published);
        return key.token(header(key), claims());
    }

    private String header(IssuerKey key) {
        var algorithm = often(key.algorithm(), one(published).algorithm(), "none", "HS256", "ES256K",
                "RS256");
        var id = often("\"" + key.id() + "\"", "\"" + one(published).id() + "\"", "\"\"", "null", "7",
                "\"../\"");
        return "{\"alg\":\"%s\"%s%s%s}".formatted(algorithm, random.nextInt(6) == 0 ? "" : ",\"kid\":" + id,
                often("", ",\"typ\":\"JWT\"", ",\"typ\":\"logout+jwt\"", ",\"typ\":\"at+jwt\""),
                often("", "", ",\"crit\":[\"b64\"]", ",\"jwk\":{}", ",\"alg\":\"none\"", ",\"b64\":false"));
    }

    private String claims() {
        return "{\"iss\":%s,\"aud\":%s,\"sub\":%s,\"room\":%s,\"exp\":%s%s}".formatted(
                often("\"https://id.example.com\"", "\"https://id.example.com/\"", "null",
                        "[\"https://id.example.com\"]"),
                often("\"web\"", "[\"web\"]", "[\"x\",\"web\"]", "\"other\"", "[]", "7", "{}"),
                often("\"7\"", "7", "\"\"", "null", "{}", "\"a\\u0000\"", "[\"7\"]", "7.0", "true"),
                often("\"acme\"", "42", "\"\"", "null", "[\"acme\",\"b\"]", "{}", "1e3"),
                often("" + (now + 60), "" + now, "null", "\"x\"", "1e40", "" + (now + 60) + ".5", "-1"),
                often("", ",\"nbf\":" + (now + 30), ",\"nbf\":" + (now + 90), ",\"iat\":" + (now + 900),
                        ",\"send\":1", ",\"iss\":\"https://id.example.com\"", ",\"room\":\"b\""));
    }

    /** Parts of this token and of the one before. */
    private String mixed(String token) {
        var own = token.split("\\.", -1);
        var other = last.split("\\.", -1);
        own[random.nextInt(3)] = other[random.nextInt(other.length)];
        return String.join(".", own);
    }

    private String changed(String token) {
        int index = random.nextInt(token.length());
        var rest = token.substring(index);
        return token.substring(0, index) + switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> (char) random.nextInt(32, 127) + rest.substring(1);
            case 2 -> (char) random.nextInt(0x3000) + rest;
            case 3 -> rest + token;
            default -> rest.substring(Math.min(rest.length(), random.nextInt(40)));
        };
    }

    /** Mostly the first. */
    private String often(String usual, String... others) {
        return random.nextInt(8) == 0 ? others[random.nextInt(others.length)] : usual;
    }

    private IssuerKey one(List<IssuerKey> keys) {
        return keys.get(random.nextInt(keys.size()));
    }
}
