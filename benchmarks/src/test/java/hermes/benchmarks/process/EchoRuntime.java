package hermes.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** As a process of its own: a function that answers with the event, and fails at the event "fail". */
final class EchoRuntime {

    private EchoRuntime() {}

    /** @param arguments "end" to end before anything is asked for */
    public static void main(String... arguments) throws IOException, InterruptedException {
        System.out.println("echo was started");
        if (arguments.length > 0) {
            return;
        }
        var api = "http://%s/2018-06-01/runtime/invocation/"
                .formatted(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        try (var http = HttpClient.newHttpClient()) {
            while (true) {
                var event = http.send(HttpRequest.newBuilder(URI.create(api + "next")).build(),
                        BodyHandlers.ofString());
                var id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
                var kind = event.body().equals("fail") ? "error" : "response";
                http.send(HttpRequest.newBuilder(URI.create(api + id + "/" + kind))
                        .POST(BodyPublishers.ofString(event.body())).build(), BodyHandlers.discarding());
            }
        }
    }
}
