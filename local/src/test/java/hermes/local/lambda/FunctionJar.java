package hermes.local.lambda;

import hermes.local.stack.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The test functions as a jar, as the template's {@code CodeUri} expects one. */
public final class FunctionJar {

    private FunctionJar() {}

    /** A function with little memory, and storage for files of 16 MB: the class-data archive is one. */
    static FunctionSpec function(String id, Path jar, String handler, Duration timeout) {
        return new FunctionSpec(id, "test-" + id,
                "arn:aws:lambda:us-east-1:000000000000:function:test-" + id + ":live", jar, handler, timeout,
                128, 16, Credentials.ofFunction(id, "us-east-1"), Map.of("TABLE", "connections"), Map.of());
    }

    /** One that does what its events say. */
    static FunctionSpec probe(String id, Path jar, Duration timeout) {
        return function(id, jar, ProbeFunction.class.getName(), timeout);
    }

    public static Path in(Path folder) {
        Path jar = folder.resolve("probe.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : new Class<?>[]{ProbeFunction.class, BrokenFunction.class,
                    ExitingFunction.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(name));
                try (InputStream in = type.getResourceAsStream("/" + name)) {
                    in.transferTo(out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
