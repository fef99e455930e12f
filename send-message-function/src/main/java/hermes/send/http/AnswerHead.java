package hermes.send.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.OptionalLong;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The first line and the headers of an answer, and what they say about its body and the connection. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-4">RFC 9112, sections 4 to 6 and 9</a>
 */
final class AnswerHead {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LEAST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_QUOTED = 60;

    private final SdkHttpResponse.Builder sdk = SdkHttpFullResponse.builder();
    private final int status;
    private boolean last;
    private boolean chunked;
    private long contentLength = -1;

    private AnswerHead(String line) throws ProtocolException {
        status = status(line);
        last = line.startsWith("HTTP/1.0");
        sdk.statusCode(status).statusText(line.substring(Math.min(13, line.length())));
    }

    /** @throws ProtocolException if it is not the head of an answer of HTTP/1.1, or it is not clear where its body ends */
    static AnswerHead read(AnswerInput in) throws IOException {
        var head = new AnswerHead(in.line());
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            head.add(line);
        }
        if (head.chunked && head.contentLength >= 0) {
            throw new ProtocolException("The answer has chunks and a length; expected one of them");
        }
        return head;
    }

    /** Whether the answer proper is still to come. */
    boolean interim() throws ProtocolException {
        if (status == SWITCHING_PROTOCOLS) {
            throw new ProtocolException("The answer is 101, a change to another protocol; expected HTTP/1.1");
        }
        return status < LEAST_FINAL;
    }

    boolean bodiless() {
        return status == NO_CONTENT || status == NOT_MODIFIED;
    }

    boolean chunked() {
        return chunked;
    }

    /** Of the body, in bytes; empty if only its chunks or the end of the connection tell. */
    OptionalLong contentLength() {
        return contentLength < 0 ? OptionalLong.empty() : OptionalLong.of(contentLength);
    }

    /**
     * Whether the server takes no further request on this connection.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, section 7.6.1</a>: a list of options
     */
    boolean last() {
        return last;
    }

    SdkHttpResponse toSdk() {
        return sdk.build();
    }

    static String quoted(String line) {
        String some = line.substring(0, Math.min(MOST_QUOTED, line.length())).replaceAll("[^ -~]", "?");
        return "\"" + some + (some.length() < line.length() ? "…\"" : "\"");
    }

    private void add(String line) throws ProtocolException {
        int colon = line.indexOf(':');
        if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
            throw new ProtocolException("The answer has the header %s; expected a name, a colon and a value"
                    .formatted(quoted(line)));
        }
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        sdk.appendHeader(name, value);
        if (name.equalsIgnoreCase("Content-Length")) {
            contentLength = length(value);
        } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
            chunked = chunked(value);
        } else if (name.equalsIgnoreCase("Connection")) {
            last |= Arrays.stream(value.split(","))
                    .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
        }
    }

    private static int status(String line) throws ProtocolException {
        boolean known = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
        if (known && line.length() >= 12 && (line.length() == 12 || line.charAt(12) == ' ')) {
            int status = digits(line.substring(9, 12));
            if (status >= 100) {
                return status;
            }
        }
        throw new ProtocolException(
                "The answer begins with %s; expected HTTP/1.1 and a status of three digits"
                        .formatted(quoted(line)));
    }

    private long length(String value) throws ProtocolException {
        long length = digits(value);
        if (length < 0 || contentLength >= 0 && contentLength != length) {
            throw new ProtocolException("The answer has the Content-Length %s; expected one number of bytes"
                    .formatted(quoted(value)));
        }
        return length;
    }

    private static boolean chunked(String value) throws ProtocolException {
        if (!value.equalsIgnoreCase("chunked")) {
            throw new ProtocolException("The answer has the Transfer-Encoding %s; expected chunked"
                    .formatted(quoted(value)));
        }
        return true;
    }

    /** @return -1 if it is anything but digits, or more than nine of them */
    private static int digits(String text) {
        int number = text.isEmpty() || text.length() > MOST_DIGITS ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = '0' <= c && c <= '9' ? 10 * number + c - '0' : -1;
        }
        return number;
    }
}
