package hermes.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A function for tests, which does what the event says: a verb and its argument. Uses the JDK only, as its jar holds
 * nothing else.
 */
public final class ProbeFunction implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String[] event = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "").split(" ",
                2);
        output.write(
                answer(event[0], event.length > 1 ? event[1] : "", context).getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String verb, String argument, Context context) throws IOException {
        return switch (verb) {
            case "echo" -> argument;
            case "size" -> "x".repeat(Integer.parseInt(argument));
            case "pid" -> String.valueOf(ProcessHandle.current().pid());
            case "environment" -> lines(System.getenv());
            case "context" -> String.join("\n", context.getAwsRequestId(), context.getInvokedFunctionArn(),
                    String.valueOf(context.getRemainingTimeInMillis()), context.getFunctionName(),
                    String.valueOf(System.getProperty("com.amazonaws.xray.traceHeader")));
            case "print" -> print(argument);
            case "sleep" -> sleep(argument);
            case "await" -> await(Path.of(argument));
            case "later" -> later(Path.of(argument.split(" ")[0]), Path.of(argument.split(" ")[1]));
            case "temporary" -> Files.createTempFile(argument, null).toString();
            case "write" -> write(Integer.parseInt(argument));
            case "throw" -> throw new IllegalStateException(argument);
            case "exit" -> {
                Runtime.getRuntime().halt(Integer.parseInt(argument));
                yield "";
            }
            case "fill" -> String.valueOf(new long[Integer.MAX_VALUE - 8].length);
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private static String print(String line) {
        System.out.println(line);
        return line;
    }

    private static String sleep(String millis) {
        print("asleep for " + millis + " ms");
        try {
            Thread.sleep(Long.parseLong(millis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return String.valueOf(ProcessHandle.current().pid());
    }

    /** Until there is such a file. */
    private static String await(Path file) {
        print("waiting for " + file.getFileName());
        while (!Files.exists(file)) {
            LockSupport.parkNanos(10_000_000);
        }
        return String.valueOf(ProcessHandle.current().pid());
    }

    /** Goes on after the answer: when there is such a file it makes the other. */
    private static String later(Path signal, Path trace) {
        Thread.ofPlatform().daemon().start(() -> {
            await(signal);
            try {
                Files.createFile(trace);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "";
    }

    private static String write(int bytes) throws IOException {
        Path file = Files.write(Files.createTempFile("large", null), new byte[bytes]);
        return String.valueOf(Files.size(file));
    }

    private static String lines(Map<String, String> variables) {
        var lines = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return lines.toString();
    }
}
