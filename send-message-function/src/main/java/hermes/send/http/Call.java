package hermes.send.http;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** One request that waits to be sent. For one thread, but for {@link #abort}. */
final class Call implements ExecutableHttpRequest {
    private final ConnectionPool connections;
    private final HttpExecuteRequest request;
    private volatile HttpConnection connection;
    private volatile boolean aborted;

    Call(ConnectionPool connections, HttpExecuteRequest request) {
        this.connections = connections;
        this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        var bytes = RequestBytes.of(request);
        var limit = connections.limitFromNow();
        try {
            return exchange(bytes, limit);
        } catch (UnsentException _) {
            // The server had closed a connection that was idle, and did not get the whole request.
            return exchange(bytes, limit);
        }
    }

    @Override
    public void abort() {
        aborted = true;
        var inUse = connection;
        if (inUse != null) {
            inUse.abort();
        }
    }

    private HttpExecuteResponse exchange(RequestBytes bytes, TimeLimit limit) throws IOException {
        var taken = connections.take(Origin.of(request.httpRequest()), limit);
        boolean reusable = false;
        try {
            connection = taken;
            if (aborted) {
                throw new IOException("The call was aborted");
            }
            var answer = taken.exchange(bytes, request.httpRequest().method());
            reusable = !answer.last();
            return answer.toSdk();
        } finally {
            connection = null;
            if (reusable) {
                connections.give(taken);
            } else {
                connections.drop(taken);
            }
        }
    }
}
