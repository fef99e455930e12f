package hermes.local;

import hermes.local.stack.LocalStackException;

/** Where the local stack can run. */
final class Platform {

    private Platform() {}

    /** AWS's runtime client for Java comes for Linux only, and DynamoDB Local's database not for ARM. */
    static void require(String operatingSystem, String processor) {
        if (!operatingSystem.equals("Linux") || !processor.equals("amd64")) {
            throw new LocalStackException(
                    "The local stack needs Linux on x86-64, because AWS's Lambda runtime client"
                            + " and DynamoDB Local come for nothing else, and this is %s on %s: run it in WSL or in a"
                                    .formatted(operatingSystem, processor)
                            + " linux/amd64 container.");
        }
    }
}
