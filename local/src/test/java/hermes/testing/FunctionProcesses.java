package hermes.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The running processes of functions of stacks that this process has started. */
public final class FunctionProcesses {

    private FunctionProcesses() {}

    /** @param function its logical id */
    public static List<ProcessHandle> of(String stack, String function) {
        var name = "AWS_LAMBDA_FUNCTION_NAME=%s-%s\0".formatted(stack, function);
        return ProcessHandle.current().descendants().filter(process -> environment(process).contains(name))
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", "" + process.pid(), "environ"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It has just ended.
            return "";
        }
    }
}
