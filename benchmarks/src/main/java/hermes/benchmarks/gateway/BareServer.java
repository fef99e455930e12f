package hermes.benchmarks.gateway;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a gateway costs at least: a WebSocket server of Undertow that holds connections and posts to them. */
final class BareServer {

    private static final Map<String, WebSocketChannel> OPEN = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private BareServer() {}

    public static void main(String... arguments) {
        var routes = Handlers.path().addExactPath("/ws", Handlers.websocket((_, channel) -> {
            var id = "" + NEXT.getAndIncrement();
            OPEN.put(id, channel);
            channel.addCloseTask(_ -> OPEN.remove(id));
            channel.getReceiveSetter().set(new AbstractReceiveListener() {
            });
            channel.resumeReceives();
        })).addExactPath("/ids",
                exchange -> exchange.getResponseSender().send(String.join("\n", OPEN.keySet())))
                .addPrefixPath("/post",
                        exchange -> exchange.getRequestReceiver().receiveFullString(BareServer::post));
        var server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(routes).build();
        server.start();
        System.out.println("ready "
                + ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort());
    }

    private static void post(HttpServerExchange exchange, String text) {
        var channel = OPEN.get(exchange.getRelativePath().substring(1));
        if (channel == null) {
            exchange.setStatusCode(410).endExchange();
            return;
        }
        WebSockets.sendText(text, channel, null);
        exchange.getResponseSender().send("");
    }
}
