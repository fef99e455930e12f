package hermes.local.lambda;

import hermes.local.stack.LocalStackException;
import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * Starts a function as Lambda does: a JVM with the runtime interface client, the function's jar and nothing of the
 * environment of whoever runs the stack. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>
 */
final class ProcessLauncher {

    /** The part of the function's memory that Lambda's Java runtimes give to the heap. */
    private static final double HEAP_SHARE = 0.85;

    /**
     * Where a session of their own cannot be had, a terminal sends Ctrl-C to the functions too. They go on: the stack that
     * closes its connections has a last {@code $disconnect} for them, and asks them to end when it is done. A JVM that
     * is started deaf to a signal stays so.
     */
    private static final String DEAF_TO_TERMINALS = "trap '' INT HUP";

    /** Of those in which a shell counts the size of a file. */
    private static final int BLOCKS_A_MEGABYTE = 2048;

    /** Only the first process writes the class-data archive. */
    private final AtomicBoolean archives = new AtomicBoolean();
    private final FunctionSpec function;
    private final RuntimeFiles files;
    private final Path task;
    private final Map<String, String> environment;

    /**
     * @param shared variables that are the same for all functions
     * @param task where processes begin
     */
    ProcessLauncher(FunctionSpec function, Map<String, String> shared, Path task) {
        this.function = function;
        this.files = new RuntimeFiles(function.jar(), NativeLibrary.ofThisMachine());
        this.task = task;
        this.environment = ProcessEnvironment.of(function, shared, task);
    }

    /**
     * @param runtimeApi host, port and path that stand for this process
     * @param temporary a folder of its own
     */
    Process launch(String runtimeApi, Path temporary) {
        requireCode();
        requireLocale(Charset.forName(System.getProperty("sun.jnu.encoding")));
        Path archive = files.prepare();
        var builder = new ProcessBuilder(command(archive, temporary)).directory(task.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LocalStackException(
                    "%s: its process cannot be started: %s".formatted(function.id(), e.getMessage()),
                    e);
        }
    }

    /** The runtime would report a missing class or method not before the first event. */
    private void requireCode() {
        String[] names = function.handler().split("::");
        try (var jar = new ZipFile(function.jar().toFile())) {
            var type = jar.getEntry(names[0].replace('.', '/') + ".class");
            if (type == null) {
                throw new LocalStackException("%s: the Handler names the class %s, which is not in %s."
                        .formatted(function.id(), names[0], function.jar()));
            }
            if (names.length > 1
                    && lacks(names[1], ClassFile.of().parse(jar.getInputStream(type).readAllBytes()))) {
                throw new LocalStackException(
                        "%s: the Handler names the method %s, which the class %s does not have."
                                .formatted(function.id(), names[1], names[0]));
            }
        } catch (NoSuchFileException _) {
            throw new LocalStackException("%s: there is no %s: build it with mvn package."
                    .formatted(function.id(), function.jar()));
        } catch (IOException e) {
            throw new LocalStackException("%s: %s is not a jar: %s".formatted(function.id(), function.jar(),
                    e.getMessage()), e);
        }
    }

    /** In which this JVM hands variables on; what it does not know would become question marks. */
    void requireLocale(Charset locale) {
        environment.forEach((name, value) -> {
            if (!locale.newEncoder().canEncode(value)) {
                throw new LocalStackException(
                        ("%s: the variable %s has characters that the locale of this shell does"
                                + " not have: set LC_ALL to one of UTF-8, such as C.UTF-8.")
                                .formatted(function.id(), name));
            }
        });
    }

    /** One that is inherited is not looked for. */
    private static boolean lacks(String method, ClassModel type) {
        return type.superclass().filter(parent -> parent.asInternalName().equals("java/lang/Object"))
                .isPresent()
                && type.methods().stream().noneMatch(own -> own.methodName().equalsString(method));
    }

    private List<String> command(Path archive, Path temporary) {
        int heapMegabytes = (int) (function.memoryMegabytes() * HEAP_SHARE);
        var largestFile = "ulimit -f " + (long) function.storageMegabytes() * BLOCKS_A_MEGABYTE;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (archives.compareAndSet(false, true)) {
            command.add("-XX:+AutoCreateSharedArchive");
        }
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-Xms" + Math.min(16, heapMegabytes) + "m",
                // As Lambda starts its JVMs.
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xshare:auto", "-XX:SharedArchiveFile=" + archive,
                // The archive is an optimisation: whatever the JVM thinks of it is nobody's business.
                "-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:cds=off:stderr",
                "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-XX:-UsePerfData",
                "--illegal-native-access=allow",
                "--sun-misc-unsafe-memory-access=allow"));
        files.nativeLibrary().ifPresent(library -> command.add(
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library));
        command.addAll(List.of(
                // Where the AWS SDK would look for the user's profiles.
                "-Duser.home=" + task, "-Djava.io.tmpdir=" + temporary,
                "-cp", classPath(), ParentWatch.class.getName(), function.handler()));
        return OwnSession.command(largestFile + "; " + DEAF_TO_TERMINALS, command);
    }

    private String classPath() {
        return files.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
