package hermes.local.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.route.ConnectionInfo;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LoopbackGuard;
import hermes.local.websocket.CloseStatus;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xnio.StreamConnection;

final class ConnectionTest {

    private final HttpPort port = HttpPort.bind("The gateway", 0);
    private final GatewayContext gateway = new GatewayContext(GatewayExtension.api(), new ScriptedFunctions(),
            Limits.AWS, InstantSource.system(), _ -> {});
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final Connection.Keeper keeper = new Connection.Keeper() {

        @Override
        public void ended(Connection connection, CloseStatus status, String explanation) {
            told.add("ended");
        }

        @Override
        public void gone(Connection connection) {
            told.add("gone");
        }
    };

    @AfterEach
    void close() {
        port.close();
        gateway.close();
    }

    @Test
    void closeOfABrokenSocketIsToldBeforeTheSocketIsGone() throws Exception {
        port.serve(LoopbackGuard.forPrograms(this::connect));
        try (RawPeer peer = RawPeer.dial(URI.create("ws://localhost:" + port.number()))) {
            peer.sendText(RawPeer.handshake("/") + "\r\n");

            assertThat(told.poll(30, SECONDS)).isEqualTo("ended");
            assertThat(told.poll(30, SECONDS)).isEqualTo("gone");
        }
    }

    private void connect(HttpServerExchange exchange) {
        var socket = new ClientSocket(exchange);
        var info = new ConnectionInfo("id", gateway.clock().instant(), "localhost", "127.0.0.1",
                Optional.empty(),
                Optional.empty());
        var connection = new Connection(info, socket, gateway, keeper);
        socket.onClosed(connection::gone);
        exchange.upgradeChannel(
                (channel, _) -> connection.execute(() -> closeBroken(connection, channel)));
        exchange.endExchange();
    }

    private static void closeBroken(Connection connection, StreamConnection channel) {
        connection.open(channel);
        try {
            channel.getSinkChannel().shutdownWrites();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connection.close(CloseStatus.GOING_AWAY, "it was idle");
    }
}
