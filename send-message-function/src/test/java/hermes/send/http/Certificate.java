package hermes.send.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that a server shows for a host, and that is its own authority. */
record Certificate(KeyStore store) {
    private static final String PASSWORD = "changeit";

    static Certificate of(String host, Path folder) throws Exception {
        var file = folder.resolve(host + ".p12");
        var keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host,
                "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", PASSWORD).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate for " + host);
        }
        return new Certificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    }

    SSLServerSocketFactory serving() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    SSLSocketFactory trusting() throws GeneralSecurityException {
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(anchors());
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private KeyStore anchors() throws GeneralSecurityException {
        try {
            var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry("server", store.getCertificate("server"));
            return anchors;
        } catch (IOException e) {
            throw new GeneralSecurityException("A store in memory cannot fail", e);
        }
    }
}
