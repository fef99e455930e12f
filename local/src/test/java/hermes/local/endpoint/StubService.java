package hermes.local.endpoint;

import hermes.local.endpoint.AwsCall.Access;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.function.Consumer;

/** A service of one operation, which needs no permission. */
record StubService(boolean readsBodyItself, boolean mayWait,
        Consumer<HttpServerExchange> answer) implements AwsService {

    @Override
    public String operation(AwsRequest request) {
        return "";
    }

    @Override
    public List<Access> accesses(AwsRequest request, String operation) {
        return List.of();
    }

    @Override
    public void answer(HttpServerExchange exchange, AwsRequest request) {
        answer.accept(exchange);
    }

    @Override
    public void fail(HttpServerExchange exchange, AwsError error) {
        error.send(exchange);
    }
}
