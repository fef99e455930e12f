package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code sam deploy} would upload: the jars that the template names. */
final class FunctionJarsIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final int MEGABYTE = 1_000_000;

    private static final List<String> MANAGEMENT_API = List
            .of("software/amazon/awssdk/services/apigatewaymanagementapi/");
    private static final List<String> QUEUES = List.of("software/amazon/awssdk/services/sqs/");
    private static final List<String> TOKENS = List.of("com/auth0/jwt/", "org/mindrot/jbcrypt/");
    private static final List<String> URL_CLIENT = List.of("software/amazon/awssdk/http/urlconnection/");
    /** The clients that the SDK would bring by itself, and what belongs to tests or to the machine. */
    private static final List<String> NEVER = List.of("io/netty/", "software/amazon/awssdk/http/apache/",
            "software/amazon/awssdk/http/apache5/",
            "software/amazon/awssdk/http/nio/", "org/junit/", "hermes/local/", "hermes/cli/",
            "hermes/backend/");

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfTheTemplate")
    void jarHoldsTheHandlerAndIsSmall(String function, Path jar, String handlerClass) throws IOException {
        assertThat(entries(jar)).contains(handlerClass.replace('.', '/') + ".class");
        assertThat(Files.size(jar)).isLessThan(ceiling(function));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfTheTemplate")
    void jarHoldsNothingThatTheFunctionDoesNotUse(String function, Path jar) throws IOException {
        var forbidden = forbidden(function);

        assertThat(entries(jar)).noneMatch(entry -> forbidden.stream().anyMatch(entry::startsWith));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfTheTemplate")
    void jarHoldsNoEntryTwice(String function, Path jar) throws IOException {
        assertThat(entries(jar)).doesNotHaveDuplicates();
    }

    private static long ceiling(String function) {
        return switch (function) {
            case "ConnectFunction", "DisconnectFunction" -> 9L * MEGABYTE;
            case "AuthorizerFunction" -> 12L * MEGABYTE;
            case "SendMessageFunction" -> 15L * MEGABYTE;
            default -> throw new AssertionError("decide how large the jar of " + function + " may be");
        };
    }

    private static List<String> forbidden(String function) {
        var lists = switch (function) {
            case "ConnectFunction" -> Stream.of(NEVER, QUEUES, TOKENS);
            case "DisconnectFunction" -> Stream.of(NEVER, MANAGEMENT_API, QUEUES, TOKENS);
            case "AuthorizerFunction" -> Stream.of(NEVER, MANAGEMENT_API, QUEUES);
            case "SendMessageFunction" -> Stream.of(NEVER, TOKENS, URL_CLIENT);
            default -> throw new AssertionError("decide what the jar of " + function + " must not hold");
        };
        return lists.flatMap(List::stream).toList();
    }

    static List<Arguments> functionsOfTheTemplate() throws IOException {
        var function = Pattern
                .compile("(?m)^  (\\w+):\\n    Type: AWS::Serverless::Function\\n(?:    .*\\n)*?"
                        + "      CodeUri: (\\S+)\\n      Handler: ([\\w.]+)::");
        var functions = new ArrayList<Arguments>();
        for (var found : function.matcher(Files.readString(HOME.resolve("template.yaml"))).results()
                .toList()) {
            functions.add(Arguments.of(found.group(1), HOME.resolve(found.group(2)), found.group(3)));
        }
        assertThat(functions).as("functions found in template.yaml").hasSize(4);
        return functions;
    }

    private static List<String> entries(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(Object::toString).toList();
        }
    }
}
