package hermes.system.benchmarks;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/**
 * Started as a process of its own: what Lambda does from the start of the authorizer to its first answer. Prints the
 * milliseconds of processor time that it took.
 */
final class ColdStart {

    private ColdStart() {}

    /** @param arguments a token that is accepted */
    public static void main(String... arguments) throws ReflectiveOperationException {
        var function = Class.forName("hermes.authorizer.AuthorizerFunction").getConstructor().newInstance();
        var handler = Arrays.stream(function.getClass().getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge()).findFirst()
                .orElseThrow();
        var answer = handler.invoke(function, event(handler, arguments[0]), null);
        if (!answer.toString().contains("Allow")) {
            throw new AssertionError("not allowed: " + answer);
        }
        System.out.println(ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
        // The threads that are left are nobody's business.
        System.exit(0);
    }

    private static Object event(Method handler, String token) throws ReflectiveOperationException {
        var type = handler.getParameterTypes()[0];
        var event = type.getConstructor().newInstance();
        type.getMethod("setMethodArn", String.class).invoke(event,
                "arn:aws:execute-api:us-east-1:0:a/development/$connect");
        type.getMethod("setQueryStringParameters", Map.class).invoke(event, Map.of("token", token));
        return event;
    }
}
