package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import hermes.cli.console.ConsoleServer;
import hermes.local.stack.Credentials;
import hermes.system.Chromium.Request;
import hermes.testing.Eventually;
import hermes.testing.ListeningSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A page of another site at every port that the running stack has, in a real browser: by a name that leads to this machine
 * (DNS rebinding), for which all ports are its own site, and from its own site, where browsers let it send without
 * reading. Needs Chromium.
 */
@Isolated("It takes every port that opens while its stack starts for one of the stack's.")
final class ForeignPagesInChromiumIT {

    private static final String EVIL = "evil.example";
    private static final String FORGED = "forged";

    @TempDir
    static Path folder;

    private static Started stack;
    private static List<Integer> ports;
    private static HttpServer site;
    private static Chromium chromium;

    private record Started(WholeStack stack, ConsoleServer console) {}

    @BeforeAll
    static void start() throws IOException {
        var program = Chromium.program();
        assumeTrue(program.isPresent(), "Skipped: Chromium is not installed.");
        var opened = ListeningSockets.openedBy(ForeignPagesInChromiumIT::stackWithConsole);
        stack = opened.result();
        ports = opened.sockets().stream().map(InetSocketAddress::getPort).toList();
        site = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        site.start();
        chromium = new Chromium(program.get(), folder.resolve("profile"), "MAP " + EVIL + " 127.0.0.1");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (site != null) {
            site.stop(0);
        }
        if (stack != null) {
            stack.console.close();
            stack.stack.close();
        }
    }

    private static Started stackWithConsole() {
        var whole = WholeStack.of(WholeStack.TEMPLATE);
        return new Started(whole, whole.startConsole(WholeStack.HOME.resolve("client")));
    }

    @Test
    void everyPortOfTheStackIsTried() {
        assertThat(ports).as("page, AWS endpoint, gateway, Runtime API, DynamoDB Local, ElasticMQ").hasSize(6)
                .contains(stack.console.port(), stack.stack.local().awsEndpoint().getPort(), gatewayPort());
    }

    @Test
    void nameThatLeadsToThisMachineIsRefusedAtEveryPort() {
        for (int port : ports) {
            String here = "http://%s:%d".formatted(EVIL, port);
            boolean answers = chromium.open(here + "/").isEmpty();
            if (!answers) {
                // Then there is no page of that site, and one of a neighbouring port has to try.
                openForeignPage();
            }

            chromium.evaluate(attack(here, "ws" + here.substring(4)));

            List<Request> requests = requests(port);
            assertThat(requests).hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(request -> assertThat(request.status()).as(request.toString()).isIn(403, -1));
            // Of a refused socket Chromium does not tell the status.
            assertThat(requests).filteredOn(request -> !request.method().equals("WS"))
                    .extracting(Request::status)
                    .as("port " + port).containsOnly(answers ? 403 : -1);
        }
    }

    @Test
    void pageOfAnotherSiteReachesNothingAndPublishesNothing() {
        String room = stack.stack.newRoom();
        try (var browser = stack.stack.connect("7", room)) {
            for (int port : ports) {
                openForeignPage();

                chromium.evaluate(attack("http://localhost:" + port, "ws://localhost:" + port));

                assertThat(chromium.requests("http://localhost:" + port + "/"))
                        .filteredOn(request -> !request.url().endsWith("&image"))
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allSatisfy(request -> assertThat(request.status()).as(request.toString())
                                .isIn(403, -1));
                assertThat(chromium.requests("ws://localhost:" + port)).isNotEmpty()
                        .extracting(Request::status).doesNotContain(101);
            }
            stack.stack.publish(room, "true");

            assertThat(browser.next().path("data").asText()).isEqualTo("true");
        }
        Eventually.isTrue("nothing is left on the queue", stack.stack::queueIsEmpty);
        assertThat(stack.stack.logged()).noneMatch(line -> line.contains(FORGED));
    }

    private static void openForeignPage() {
        assertThat(chromium.open("http://%s:%d/".formatted(EVIL, site.getAddress().getPort()))).isEmpty();
    }

    private static List<Request> requests(int port) {
        var asked = new ArrayList<>(chromium.requests("http://%s:%d/".formatted(EVIL, port)));
        asked.addAll(chromium.requests("ws://%s:%d/".formatted(EVIL, port)));
        return asked;
    }

    /** Reads, publishes blind in three ways, and opens a socket; what comes of it shows in the browser's own records. */
    private static String attack(String http, String ws) {
        String queue = URI.create(stack.stack.output("QueueUrl")).getPath();
        String sign = new Credentials("page", "x", "us-east-1").authorization("secretsmanager");
        return """
            (async () => {
              if (document.readyState !== 'complete') { await new Promise(done => addEventListener('load', done)); }
              const end = promise => promise.then(() => 0, () => 0);
              const message = 'Action=SendMessage&MessageBody=' + encodeURIComponent('{"user_id":1,"room_id":"%4$s","data":1}');
              const frame = () => new Promise(done => {
                const iframe = document.createElement('iframe');
                iframe.name = 'blind';
                document.body.append(iframe);
                const form = document.createElement('form');
                form.method = 'POST'; form.action = '%1$s%3$s?form'; form.target = 'blind';
                for (const [name, value] of new URLSearchParams(message)) {
                  const field = document.createElement('input');
                  field.name = name; field.value = value;
                  form.append(field);
                }
                iframe.after(form);
                iframe.onload = done;
                form.submit();
              });
              await Promise.all([
                end(fetch('%1$s/read')),
                end(fetch('%1$s/secret', {method: 'POST', body: '{"SecretId":"%6$s"}', headers: {
                  Authorization: '%5$s', 'X-Amz-Target': 'secretsmanager.GetSecretValue',
                  'Content-Type': 'application/x-amz-json-1.1'}})),
                end(fetch('%1$s%3$s?blind', {method: 'POST', mode: 'no-cors', body: message,
                  headers: {'Content-Type': 'text/plain'}})),
                frame(),
                new Promise(done => { const image = new Image(); image.onload = image.onerror = done;
                  image.src = '%1$s%3$s?' + message + '&image'; }),
                new Promise(done => { const socket = new WebSocket('%2$s/development');
                  socket.onopen = () => socket.close(); socket.onclose = done; })
              ]);
              return 0;
            })()"""
                .formatted(http, ws, queue, FORGED, sign, stack.stack.output("JwtSecretArn"));
    }

    private static int gatewayPort() {
        return URI.create(stack.stack.webSocketUrl()).getPort();
    }
}
