package hermes.benchmarks.aws;

import hermes.benchmarks.process.Java;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for this machine that nobody else believes, in a folder that is removed with it. Thread-safe. */
public final class Certificate implements AutoCloseable {

    private static final String PASSWORD = "measured";

    private final Path folder;
    private final Path store;
    private final Path pem;

    private Certificate(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        this.pem = folder.resolve("certificate.pem");
    }

    public static Certificate create() throws IOException, InterruptedException {
        var certificate = new Certificate(Files.createTempDirectory("certificate"));
        var access = List.of("-alias", "stub", "-keystore", certificate.store.toString(), "-storepass",
                PASSWORD);
        keytool(access, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc:c=ca:true", "-validity", "30");
        keytool(access, "-exportcert", "-rfc", "-file", certificate.pem.toString());
        return certificate;
    }

    /** With which a JVM believes it. */
    public List<String> javaOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + store,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** With which Node believes it. */
    public Map<String, String> nodeVariables() {
        return Map.of("NODE_EXTRA_CA_CERTS", pem.toString());
    }

    SSLContext context() throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate that keytool has made cannot be used", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
        Files.deleteIfExists(pem);
        Files.delete(folder);
    }

    private static void keytool(List<String> access, String... arguments)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(access);
        Java.run("keytool", all.toArray(String[]::new));
    }
}
