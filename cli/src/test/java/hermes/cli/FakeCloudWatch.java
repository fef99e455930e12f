package hermes.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORGenerator;

/**
 * Answers DescribeAlarms with the alarms that are set, and GetMetricData with one value.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
public final class FakeCloudWatch implements AutoCloseable {

    private static final int EPOCH_SECONDS = 1;

    private final HttpServer server;
    private final Map<String, Instant> alarms = new ConcurrentHashMap<>();
    private final AtomicReference<Double> oldestSeconds = new AtomicReference<>(0.0);

    FakeCloudWatch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** @param name as CloudFormation gives it */
    public void ring(String name, Instant since) {
        alarms.put(name, since);
    }

    public void silence() {
        alarms.clear();
    }

    /** Of every queue. */
    public void oldestMessage(double seconds) {
        oldestSeconds.set(seconds);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var path = exchange.getRequestURI().getPath();
        var body = new ByteArrayOutputStream();
        try (var cbor = new CBORFactory().createGenerator(body)) {
            cbor.writeStartObject();
            if (path.endsWith("/operation/DescribeAlarms")) {
                writeAlarms(cbor);
            } else {
                writeValue(cbor);
            }
            cbor.writeEndObject();
        }
        exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        exchange.getResponseHeaders().set("Content-Type", "application/cbor");
        exchange.sendResponseHeaders(200, body.size());
        try (var out = exchange.getResponseBody()) {
            body.writeTo(out);
        }
    }

    private void writeAlarms(CBORGenerator cbor) throws IOException {
        cbor.writeArrayFieldStart("MetricAlarms");
        for (var alarm : alarms.entrySet()) {
            cbor.writeStartObject();
            cbor.writeStringField("AlarmName", alarm.getKey());
            cbor.writeStringField("StateReason", "Threshold Crossed");
            cbor.writeFieldName("StateUpdatedTimestamp");
            cbor.writeTag(EPOCH_SECONDS);
            cbor.writeNumber((double) alarm.getValue().getEpochSecond());
            cbor.writeEndObject();
        }
        cbor.writeEndArray();
    }

    private void writeValue(JsonGenerator cbor) throws IOException {
        cbor.writeArrayFieldStart("MetricDataResults");
        cbor.writeStartObject();
        cbor.writeStringField("Id", "oldest");
        cbor.writeArrayFieldStart("Values");
        cbor.writeNumber(oldestSeconds.get());
        cbor.writeEndArray();
        cbor.writeEndObject();
        cbor.writeEndArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
