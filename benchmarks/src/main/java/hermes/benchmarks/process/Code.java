package hermes.benchmarks.process;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * How a function's process is started. Immutable.
 *
 * @param command without what differs from run to run
 */
public record Code(List<String> command, String handler) {

    /** The part of the function's memory that Lambda's Java runtimes give to the heap. */
    private static final double HEAP_SHARE = 0.85;

    /** AWS's runtime interface client and what it needs. */
    private static final List<Class<?>> RUNTIME = List.of(AWSLambda.class, LambdaRuntime.class,
            PojoSerializer.class, SdkInternalThreadLocal.class);

    /**
     * A function of ours: the jar as it ships, and the flags with which Lambda starts a JVM.
     *
     * @param options of the JVM, beside those
     */
    public static Code java(Path jar, String handler, int memoryMegabytes, List<String> options) {
        var classPath = Stream.concat(RUNTIME.stream().map(Code::jarOf), Stream.of(jar)).map(Path::toString)
                .distinct().collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(Java.program("java"),
                "-Xmx%dm".formatted((int) (memoryMegabytes * HEAP_SHARE)),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "--illegal-native-access=allow", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, AWSLambda.class.getName(), handler));
        return new Code(List.copyOf(command), handler);
    }

    /**
     * A function to compare with.
     *
     * @param runtime the loop that asks for events
     */
    public static Code node(Path runtime, Path function) {
        return new Code(List.of("node", runtime.toString(), function.toString()), "handler");
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("%s was loaded from nowhere".formatted(type), e);
        }
    }
}
