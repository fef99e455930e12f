package hermes.send.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS to servers that prove who they are. Sessions are resumed where the server lets them be. Thread-safe.
 *
 * <p>
 * It offers ChaCha20-Poly1305 alone as long as the servers have it: on Lambda Java compiles with C1 only, and there AES-GCM
 * takes four times as long.
 */
final class Tls {
    private final SSLSocketFactory sockets;
    private volatile boolean anyCipher;

    Tls(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    /** Whether the next handshake offers the quick cipher alone. */
    boolean quickAlone() {
        return !anyCipher;
    }

    /** After a handshake that offered all and succeeded where one that offered the quick cipher alone had failed. */
    void offerAll() {
        anyCipher = true;
    }

    /**
     * @throws javax.net.ssl.SSLHandshakeException if the server has no certificate for the host that this JVM trusts, or
     *         nothing to encrypt with in common
     */
    SSLSocket secured(Socket tcp, Origin origin, boolean quickAlone) throws IOException {
        var tls = (SSLSocket) sockets.createSocket(tcp, origin.host(), origin.port(), true);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        String[] quick = Arrays.stream(parameters.getCipherSuites())
                .filter(suite -> suite.contains("CHACHA20"))
                .toArray(String[]::new);
        if (quickAlone && quick.length > 0) {
            parameters.setCipherSuites(quick);
        }
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }
}
