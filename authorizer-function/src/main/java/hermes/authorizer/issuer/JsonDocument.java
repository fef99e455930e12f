package hermes.authorizer.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Reads a JSON object by HTTP, from a server that may do anything: no redirect is followed, and no more is read than
 * such a document can have. {@link HttpURLConnection}, because the SDK has loaded it already: the newer client adds a
 * third of a second to a cold start.
 */
final class JsonDocument {

    /** Several times the largest that is known, of issuers that publish certificates with their keys. */
    static final int LARGEST_BYTES = 512 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonDocument() {}

    /**
     * @param silence after which the server is given up
     * @throws IssuerUnavailableException if there is no such document
     */
    static JsonNode read(URI address, Duration silence) {
        try {
            var document = JSON.readTree(body(address, (int) silence.toMillis()));
            if (!document.isObject()) {
                throw fault(address, "something else than a JSON object");
            }
            return document;
        } catch (JsonProcessingException _) {
            // What does not parse may be any page: it is not repeated.
            throw fault(address, "something that is not JSON");
        } catch (IOException e) {
            throw new IssuerUnavailableException("%s cannot be read: %s".formatted(address, e), e);
        }
    }

    private static byte[] body(URI address, int silenceMillis) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(silenceMillis);
        connection.setReadTimeout(silenceMillis);
        connection.setRequestProperty("Accept", "application/json");
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw fault(address, "status " + connection.getResponseCode());
        }
        try (var stream = connection.getInputStream()) {
            byte[] body = stream.readNBytes(LARGEST_BYTES + 1);
            if (body.length > LARGEST_BYTES) {
                // Without this closing would read on, in order to use the connection again.
                connection.disconnect();
                throw fault(address, "more than %,d bytes".formatted(LARGEST_BYTES));
            }
            return body;
        }
    }

    private static IssuerUnavailableException fault(URI address, String found) {
        return new IssuerUnavailableException(
                "%s answered %s; expected status 200 and a JSON object".formatted(address, found));
    }
}
