package hermes.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a token is written as the RFCs have it, to the last bit. The library that verifies it reads more loosely than
 * they allow, and what one reader takes for another token than the next is a way in.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-5.2">RFC 7515, 5.2: base64url, UTF-8, valid JSON</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4">RFC 7519, 4: names are unique</a>
 */
final class TokenForm {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String JSON_BLANKS = " \t\r\n";

    private TokenForm() {}

    /** @return what is wrong first; a token without a fault can still mean nothing */
    static Optional<Reason> fault(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.of(Reason.MALFORMED);
        }
        if (!Arrays.stream(parts).allMatch(TokenForm::isBase64Url)) {
            return Optional.of(Reason.BAD_BASE64);
        }
        return Stream.of(parts[0], parts[1]).map(TokenForm::jsonFault).flatMap(Optional::stream).findFirst();
    }

    /** One way to write each value: without padding, and without bits that nobody reads. */
    private static boolean isBase64Url(String part) {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<Reason> jsonFault(String part) {
        try {
            return objectFault(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(part)))
                            .toString());
        } catch (CharacterCodingException _) {
            return Optional.of(Reason.BAD_UTF8);
        } catch (IOException _) {
            return Optional.of(Reason.MALFORMED);
        }
    }

    private static Optional<Reason> objectFault(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of(Reason.MALFORMED);
            }
            var names = new HashSet<String>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (!names.add(parser.currentName())) {
                    return Optional.of(Reason.DUPLICATE_MEMBER);
                }
                parser.nextToken();
                parser.skipChildren();
            }
            var behind = text.substring((int) parser.currentLocation().getCharOffset());
            return behind.chars().allMatch(character -> JSON_BLANKS.indexOf(character) >= 0)
                    ? Optional.empty()
                    : Optional.of(Reason.TRAILING_TEXT);
        }
    }
}
