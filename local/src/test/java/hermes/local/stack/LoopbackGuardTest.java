package hermes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.RawHttp;
import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackGuardTest {

    private final HttpPort port = HttpPort.bind("The test", 0);

    @AfterEach
    void close() {
        port.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "localhost:4651", "127.0.0.1:80", "[::1]:1"})
    void programThatNamesThisMachineIsServed(String host) {
        port.serve(LoopbackGuard.forPrograms(LoopbackGuardTest::served));

        assertThat(ask("Host: " + host)).startsWith("HTTP/1.1 204 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:4651", "localhost.evil.example",
                    "127.0.0.1.evil.example",
                    "evil.localhost", "127.0.0.2", "0.0.0.0:4651"})
    void nameThatWasBoundToThisMachineIsRefusedWithTheReason(String host) {
        port.serve(LoopbackGuard.forAllPages(LoopbackGuardTest::served));

        assertThat(ask("Host: " + host)).startsWith("HTTP/1.1 403 ").endsWith("""
            {"message":"Refused: the request is for the host %s, and this port answers only to localhost, \
            127.0.0.1 and [::1], so that no web page gets here by a name that leads to this machine."}"""
                .formatted(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X: y", "Host:", "Host: localhost:x", "Host: localhost, evil.example",
                    "Host: localhost\nHost: evil.example"})
    void hostThatIsNoneOrMoreThanOneIsRefused(String header) {
        port.serve(LoopbackGuard.forAllPages(LoopbackGuardTest::served));

        assertThat(ask(header)).containsPattern("^HTTP/1.1 40[03] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:4650", "null", "chrome-extension://abc"})
    void pageIsRefusedWhereProgramsAreServedWithTheReason(String origin) {
        port.serve(LoopbackGuard.forPrograms(LoopbackGuardTest::served));

        assertThat(ask("Host: localhost:4650\nOrigin: " + origin)).startsWith("HTTP/1.1 403 ").endsWith(
                """
                    {"message":"Refused: the request comes from a web page, of the origin %s, and this port answers only \
                    programs."}"""
                        .formatted(origin));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:4650, 204", "http://localhost:4651, 403", "https://localhost:4650, 403",
            "http://127.0.0.1:4650, 403", "null, 403"})
    void onlyItsOwnPageIsServedWhereItHasOne(String origin, int status) {
        port.serve(LoopbackGuard.forOwnPages(LoopbackGuardTest::served));

        assertThat(ask("Host: localhost:4650\nOrigin: " + origin)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void pageOfAnyOriginIsServedWhereItMayBe() {
        port.serve(LoopbackGuard.forAllPages(LoopbackGuardTest::served));

        assertThat(ask("Host: localhost:4650\nOrigin: http://localhost:3000")).startsWith("HTTP/1.1 204 ");
    }

    private String ask(String headers) {
        return RawHttp.send(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()),
                "POST / HTTP/1.1\n" + headers, "{}");
    }

    private static void served(HttpServerExchange exchange) {
        exchange.setStatusCode(204).endExchange();
    }
}
