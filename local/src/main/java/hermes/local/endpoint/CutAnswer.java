package hermes.local.endpoint;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The answer of a service that never reaches its caller: the connection breaks when its first byte would be written, so
 * that the service has done what it was asked. Breaking it any sooner would meet Undertow in the middle of its own start of
 * the answer. Not for use by several threads.
 */
final class CutAnswer extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private final HttpServerExchange exchange;

    private CutAnswer(StreamSinkConduit next, HttpServerExchange exchange) {
        super(next);
        this.exchange = exchange;
    }

    static StreamSinkConduit of(ConduitFactory<StreamSinkConduit> answer, HttpServerExchange exchange) {
        return new CutAnswer(answer.create(), exchange);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        throw broken();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        throw broken();
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
        throw broken();
    }

    @Override
    public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
        throw broken();
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count) throws IOException {
        throw broken();
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) throws IOException {
        throw broken();
    }

    @Override
    public void terminateWrites() throws IOException {
        throw broken();
    }

    private IOException broken() {
        IoUtils.safeClose(exchange.getConnection());
        return new ClosedChannelException();
    }
}
