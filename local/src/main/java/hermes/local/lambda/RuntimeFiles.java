package hermes.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import hermes.local.stack.LocalStackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * What a function's process needs on disk besides the function's jar. It lies in a folder beside that jar, because
 * the class-data archive is only valid for the same files at the same places.
 */
final class RuntimeFiles {

    private static final String FOLDER = "local-stack";
    private static final List<Class<?>> RUNTIME = List.of(AWSLambda.class, LambdaRuntime.class,
            PojoSerializer.class, SdkInternalThreadLocal.class);

    private static final String PORTABLE_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient";

    private final Path jar;
    private final Optional<String> nativeLibrary;
    private final Path folder;

    /** @param nativeLibrary its name in the jar of AWS's client, or empty to do without */
    RuntimeFiles(Path jar, Optional<String> nativeLibrary) {
        this.jar = jar;
        this.nativeLibrary = nativeLibrary;
        this.folder = jar.resolveSibling(FOLDER);
    }

    /**
     * Writes what is not there yet.
     *
     * @return where the loaded classes are kept from process to process
     */
    Path prepare() {
        try {
            Files.createDirectories(folder);
            write(watchJar(), jarOf(ParentWatch.class.getName()));
            if (nativeLibrary.isPresent()) {
                write(folder.resolve(nativeLibrary.get()), resource("/jni/" + nativeLibrary.get()));
            } else {
                write(portableJar(), jarOf(PORTABLE_CLIENT));
            }
            var archive = new ClassDataArchive(folder, classPath());
            archive.deleteOlderOnes();
            return archive.file();
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** Left to itself the runtime interface client unpacks it to one place in /tmp, under the feet of its like. */
    Optional<Path> nativeLibrary() {
        return nativeLibrary.map(folder::resolve);
    }

    List<Path> classPath() {
        Stream<Path> runtime = RUNTIME.stream().map(RuntimeFiles::jarWith).distinct();
        // Before AWS's client, whose class of the same name it stands for.
        Stream<Path> portable = nativeLibrary.isPresent() ? Stream.of() : Stream.of(portableJar());
        return Stream.of(Stream.of(watchJar()), portable, runtime, Stream.of(jar)).flatMap(paths -> paths)
                .toList();
    }

    private Path watchJar() {
        return folder.resolve("parent-watch.jar");
    }

    private Path portableJar() {
        return folder.resolve("portable-client.jar");
    }

    private static Path jarWith(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is a URI", e);
        }
    }

    private static byte[] jarOf(String type) throws IOException {
        String name = type.replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            var entry = new ZipEntry(name);
            // A fixed time gives the same bytes in each run.
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(ours(name));
        }
        return bytes.toByteArray();
    }

    /** Of two classes with one name that of this module, wherever it stands on the class path. */
    private static byte[] ours(String name) throws IOException {
        String home = ParentWatch.class.getProtectionDomain().getCodeSource().getLocation().toString();
        for (URL url : Collections.list(ParentWatch.class.getClassLoader().getResources(name))) {
            if (url.toString().contains(home)) {
                try (InputStream in = url.openStream()) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IOException(home + " has no " + name);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AWSLambda.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the class path has no " + name);
            }
            return in.readAllBytes();
        }
    }

    /** Another stack may be using the file: it is replaced at once or not at all. */
    private void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path draft = Files.createTempFile(folder, "draft", null);
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
