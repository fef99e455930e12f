package hermes.cli.tail;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.xnio.IoUtils;

/** Takes any WebSocket, and answers each message with the frames that a test gives. Thread-safe. */
public final class FakeGateway implements AutoCloseable {

    private final Function<String, List<String>> answers;
    private final CompletableFuture<WebSocketChannel> first = new CompletableFuture<>();
    private final Undertow server;
    private volatile int refusal;

    public FakeGateway(Function<String, List<String>> answers) {
        this.answers = answers;
        HttpHandler webSockets = Handlers.websocket((_, channel) -> welcome(channel));
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", exchange -> handle(exchange, webSockets))
                .build();
        server.start();
    }

    private void handle(HttpServerExchange exchange, HttpHandler webSockets) throws Exception {
        if (refusal == 0) {
            webSockets.handleRequest(exchange);
        } else {
            exchange.setStatusCode(refusal).endExchange();
        }
    }

    private void welcome(WebSocketChannel channel) {
        channel.getReceiveSetter().set(new AbstractReceiveListener() {

            @Override
            protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                answers.apply(message.getData()).forEach(answer -> WebSockets.sendText(answer, from, null));
            }
        });
        channel.resumeReceives();
        first.complete(channel);
    }

    public String url() {
        var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        return "ws://127.0.0.1:" + address.getPort();
    }

    /** To the first who connects; waits for it, as the other side knows of a connection earlier than this one. */
    public void send(String text) {
        WebSockets.sendText(text, first(), null);
    }

    /** Tells the first who connected something, and closes the connection as it should be. */
    public void end(String lastFrame) {
        try {
            WebSockets.sendTextBlocking(lastFrame, first());
            WebSockets.sendCloseBlocking(CloseMessage.NORMAL_CLOSURE, "", first());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the first connection without a close frame. */
    public void cut() {
        IoUtils.safeClose(first());
    }

    private WebSocketChannel first() {
        return first.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Answers every later handshake with that status. */
    public void refuse(int status) {
        refusal = status;
    }

    @Override
    public void close() {
        server.stop();
    }
}
