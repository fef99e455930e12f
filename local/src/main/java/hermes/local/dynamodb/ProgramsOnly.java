package hermes.local.dynamodb;

import hermes.local.stack.Json;
import hermes.local.stack.LoopbackGuard;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The {@link LoopbackGuard} of DynamoDB Local, which by itself answers pages of every origin. Thread-safe. */
final class ProgramsOnly extends Handler.Wrapper {

    ProgramsOnly(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        var refusal = LoopbackGuard.refusalForPrograms(headers.getValuesList(HttpHeader.HOST),
                headers.getValuesList(HttpHeader.ORIGIN));
        if (refusal.isEmpty()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.FORBIDDEN_403);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(Json.bytes(Json.object().put("message", refusal.get()))),
                callback);
        return true;
    }
}
