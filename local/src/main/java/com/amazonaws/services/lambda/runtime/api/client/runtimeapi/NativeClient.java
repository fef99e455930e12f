package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Stands before the class of this name of AWS's runtime interface client where that has no native library, as on a
 * Mac: the only native part of the client, in plain Java. Hence the foreign package. Used by one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">The Runtime API</a>
 */
final class NativeClient {
    private static String invocations;

    private NativeClient() {}

    static void init(String runtimeApi) {
        invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
    }

    /** Blocks until there is an event. */
    static InvocationRequest next() {
        try {
            HttpURLConnection connection = connection("next");
            var request = new InvocationRequest();
            try (InputStream body = connection.getInputStream()) {
                request.setContent(body.readAllBytes());
            }
            request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
            request.setDeadlineTimeInMs(
                    Long.parseLong(connection.getHeaderField("Lambda-Runtime-Deadline-Ms")));
            request.setInvokedFunctionArn(connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
            request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
            request.setClientContext(connection.getHeaderField("Lambda-Runtime-Client-Context"));
            request.setCognitoIdentity(connection.getHeaderField("Lambda-Runtime-Cognito-Identity"));
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException("The Runtime API gave no event", e);
        }
    }

    static void postInvocationResponse(byte[] requestId, byte[] response) {
        try {
            HttpURLConnection connection = connection(
                    new String(requestId, StandardCharsets.UTF_8) + "/response");
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(response.length);
            try (var body = connection.getOutputStream()) {
                body.write(response);
            }
            // AWS's own logs and goes on as well: the Runtime API has told the caller what was wrong.
            try (InputStream answer = connection.getResponseCode() < 400
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                answer.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The Runtime API did not take the answer", e);
        }
    }

    private static HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) URI.create(invocations + path).toURL().openConnection();
    }
}
