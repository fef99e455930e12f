package hermes.send.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpHeaders;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request as it goes over the wire, head and body in one array, so that it leaves in one write and one TLS record. For
 * one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3">RFC 9112, section 3</a>
 */
final class RequestBytes {
    private static final int USUAL_BYTES = 2_048;

    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    private RequestBytes() {}

    /** @throws IllegalArgumentException if a header, its name or the path contains what would end it */
    static RequestBytes of(HttpExecuteRequest call) throws IOException {
        var request = call.httpRequest();
        byte[] body = body(request, call.contentStreamProvider());
        var bytes = new RequestBytes();
        bytes.text(request.method().name()).text(" ").text(target(request)).text(" HTTP/1.1\r\n");
        if (request.firstMatchingHeader("Host").isEmpty()) {
            bytes.header("Host", Origin.of(request).authority());
        }
        request.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> bytes.header(name, value));
            }
        });
        if (body.length > 0 || request.method() == SdkHttpMethod.POST
                || request.method() == SdkHttpMethod.PUT) {
            bytes.header("Content-Length", Integer.toString(body.length));
        }
        bytes.text("\r\n").append(body);
        return bytes;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** No more is read than the head says, so that no more memory is taken than that. */
    static byte[] body(SdkHttpHeaders head, Optional<ContentStreamProvider> content) throws IOException {
        if (content.isEmpty()) {
            return new byte[0];
        }
        int length = head.firstMatchingHeader("Content-Length").map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE);
        try (var stream = content.get().newStream()) {
            return stream.readNBytes(length);
        }
    }

    private static String target(SdkHttpRequest request) {
        String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
        check("The path", path, false);
        return request.numRawQueryParameters() == 0
                ? path
                : path + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
    }

    private void header(String name, String value) {
        check("The name of a header", name, false);
        check("Header " + name, value, true);
        text(name).text(": ").text(value).text("\r\n");
    }

    private static void check(String what, String text, boolean spaces) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && !(spaces && c == '\t') || c == ' ' && !spaces) {
                // Not the text: it can be a token.
                throw new IllegalArgumentException("%s has %s; expected none".formatted(what,
                        c == ' ' ? "a space" : "a control character"));
            }
        }
    }

    private RequestBytes text(String text) {
        return append(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private RequestBytes append(byte[] more) {
        if (bytes.length - length < more.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }
}
