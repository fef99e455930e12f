package hermes.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest extends HttpFixture {
    private static Certificate localhost;
    private static Certificate elsewhere;

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        localhost = Certificate.of("localhost", folder);
        elsewhere = Certificate.of("elsewhere.example", folder);
    }

    @Test
    void exchangesAreEncryptedAndTheConnectionIsUsedAgain() throws Exception {
        var server = server(localhost);
        var client = client(localhost.trusting());

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anotherHostIsRefused() throws Exception {
        var server = server(elsewhere);

        assertThatThrownBy(() -> exchange(client(elsewhere.trusting()), server.address()))
                .isInstanceOf(SSLHandshakeException.class).hasMessageContaining("localhost");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        var server = server(localhost);

        assertThatThrownBy(() -> exchange(client(elsewhere.trusting()), server.address()))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> exchange(client(), server.address())).as("by the JVM")
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerWithoutTheQuickCipherIsSpokenToAllTheSame() throws Exception {
        var server = server(withoutQuickCipher());
        var client = client(localhost.trusting());

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
    }

    @Test
    void whoeverOpensAtTheSameTimeLearnsIt() throws Exception {
        var twoOffered = new CountDownLatch(2);
        var server = server(withoutQuickCipher(), peer -> {
            twoOffered.countDown();
            twoOffered.await();
            peer.answerAll(OK);
        });
        var client = client(localhost.trusting());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 2)
                    .mapToObj(_ -> threads.submit(() -> exchange(client, server.address()))).toList();

            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("200 hi");
            }
        }
    }

    @Test
    void aFailureOfAnotherKindDoesNotEndTheQuickCipher() throws Exception {
        var client = client(localhost.trusting());
        var stranger = server(elsewhere);
        assertThatThrownBy(() -> exchange(client, stranger.address()))
                .isInstanceOf(SSLHandshakeException.class);
        var server = server(localhost);

        exchange(client, server.address());

        assertThat(server.peers().getFirst().cipher()).contains("CHACHA20");
    }

    @Test
    void aServerThatDoesNotEncryptIsRefused() throws IOException {
        var plain = server(peer -> peer.say("HTTP/1.1 400 Bad\r\n\r\n"));

        assertThatThrownBy(
                () -> exchange(client(), URI.create("https://localhost:" + plain.address().getPort())))
                .isInstanceOf(SSLException.class);
    }

    private ScriptedServer server(Certificate certificate) throws Exception {
        return server(certificate.serving().createServerSocket());
    }

    private static ServerSocket withoutQuickCipher() throws Exception {
        var sockets = (SSLServerSocket) localhost.serving().createServerSocket();
        sockets.setEnabledCipherSuites(new String[]{"TLS_AES_128_GCM_SHA256"});
        return sockets;
    }

    private ScriptedServer server(ServerSocket sockets) {
        return server(sockets, peer -> peer.answerAll(OK));
    }

    private ScriptedServer server(ServerSocket sockets, ScriptedServer.Script script) {
        return closing(new ScriptedServer("https", sockets, script));
    }
}
