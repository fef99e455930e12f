package hermes.local;

import hermes.local.stack.LocalStackException;
import java.util.Set;

/** Where the local stack can run. */
final class Platform {

    private Platform() {}

    private static final Set<String> OPERATING_SYSTEMS = Set.of("Linux", "Mac OS X");

    /** 64-bit x86 and ARM, as JDKs call them. */
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64", "aarch64");

    /** DynamoDB Local's database is native, and comes for these. On Windows the functions could not be started. */
    static void require(String operatingSystem, String processor) {
        if (!OPERATING_SYSTEMS.contains(operatingSystem) || !PROCESSORS.contains(processor)) {
            throw new LocalStackException(
                    "The local stack needs Linux or macOS on a 64-bit processor of x86 or ARM, and this is %s on %s. %s"
                            .formatted(operatingSystem, processor,
                                    operatingSystem.startsWith("Windows")
                                            ? "Run it in WSL: https://learn.microsoft.com/windows/wsl/install"
                                            : "Run it in a Linux container or virtual machine."));
        }
    }
}
