package hermes.local.lambda;

import hermes.local.stack.LocalStackException;
import java.util.Map;
import java.util.Optional;

/** The native part of AWS's runtime interface client. It comes for Linux only. */
final class NativeLibrary {

    /** {@code portable} leaves AWS's library out where there is one, to try what other machines do. */
    static final String CHOICE = "HERMES_LAMBDA_RUNTIME";

    private static final String PORTABLE = "portable";

    /** What the JDK calls a processor, and what AWS calls it. */
    private static final Map<String, String> PROCESSORS = Map.of("amd64", "x86_64", "aarch64", "aarch_64");

    private NativeLibrary() {}

    /** The file's name in the client's jar, or empty if a class of ours takes its place. */
    static Optional<String> ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), System.getenv(CHOICE));
    }

    /** @param choice the value of {@value #CHOICE}, null if it is not set */
    static Optional<String> of(String operatingSystem, String processor, String choice) {
        if (choice != null && !choice.isEmpty() && !choice.equals(PORTABLE)) {
            throw new LocalStackException("%s is \"%s\"; expected \"%s\", or leave it unset."
                    .formatted(CHOICE, choice, PORTABLE));
        }
        boolean portable = PORTABLE.equals(choice) || !operatingSystem.equals("Linux");
        return Optional.ofNullable(PROCESSORS.get(processor)).filter(_ -> !portable)
                .map("libaws-lambda-jni.linux-%s.so"::formatted);
    }
}
