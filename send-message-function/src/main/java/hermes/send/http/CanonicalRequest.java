package hermes.send.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request as it is signed. For one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request">
 *      Create a canonical request</a>
 */
final class CanonicalRequest {

    /** As the SDK does: these may be changed on the way, or are written only then. */
    private static final Set<String> UNSIGNED = Set.of("connection", "x-amzn-trace-id", "user-agent",
            "expect");

    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");

    private static final String UNRESERVED = "-_.~/";

    private final StringBuilder text = new StringBuilder(2_048);
    private final StringBuilder names = new StringBuilder(128);

    /**
     * @param request without a query, whose path has no segments that normalizing would change
     * @param payloadHash SHA-256 in hexadecimal digits
     */
    CanonicalRequest(SdkHttpRequest.Builder request, String payloadHash) {
        text.append(request.method().name()).append('\n');
        encodePath(request.encodedPath());
        text.append("\n\n");
        for (Header header : headers(request)) {
            add(header);
        }
        text.append('\n').append(names).append('\n').append(payloadHash);
    }

    String signedHeaders() {
        return names.toString();
    }

    String text() {
        return text.toString();
    }

    private static List<Header> headers(SdkHttpRequest.Builder request) {
        var headers = new ArrayList<Header>();
        request.forEachHeader((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(lower)) {
                headers.add(new Header(lower, values));
            }
        });
        headers.sort(Comparator.comparing(Header::name));
        return headers;
    }

    private void add(Header header) {
        names.append(names.isEmpty() ? "" : ";").append(header.name());
        text.append(header.name()).append(':');
        String separator = "";
        for (String value : header.values()) {
            text.append(separator);
            addCollapsed(value);
            separator = ",";
        }
        text.append('\n');
    }

    /** Without white space around it, and with one space instead of more. */
    private void addCollapsed(String value) {
        int last = value.length() - 1;
        boolean dense = true;
        for (int i = 0; i <= last && dense; i++) {
            dense = value.charAt(i) > ' '
                    || value.charAt(i) == ' ' && i > 0 && i < last && value.charAt(i - 1) > ' ';
        }
        text.append(dense ? value : WHITE_SPACE.matcher(value).replaceAll(" ").strip());
    }

    /** The path is encoded once more, as every service but S3 wants it. */
    private void encodePath(String path) {
        text.append(path.startsWith("/") ? "" : "/");
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if ('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
                    || UNRESERVED.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append("0123456789ABCDEF".charAt(c >> 4))
                        .append("0123456789ABCDEF".charAt(c & 15));
            }
        }
    }

    private record Header(String name, List<String> values) {}
}
