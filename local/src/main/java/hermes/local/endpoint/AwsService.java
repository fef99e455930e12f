package hermes.local.endpoint;

import hermes.local.endpoint.AwsCall.Access;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.List;

/** One AWS service behind the endpoint. Thread-safe. */
public interface AwsService {

    /** The operation that the request asks for; empty text if it names none. */
    String operation(AwsRequest request);

    /** What the caller must be allowed to do. */
    List<Access> accesses(AwsRequest request, String operation);

    /** Whether the request's body is left for {@link #answer} to read. */
    default boolean readsBodyItself() {
        return false;
    }

    /** Whether {@link #answer} may keep its thread waiting. One that does not is called by I/O threads. */
    default boolean mayWait() {
        return true;
    }

    /** Answers the request. */
    void answer(HttpServerExchange exchange, AwsRequest request) throws IOException, InterruptedException;

    /** Answers with an error in the form of this service. */
    void fail(HttpServerExchange exchange, AwsError error);
}
