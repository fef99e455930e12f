package hermes.cli.console;

import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.CommandName;
import hermes.local.stack.LoopbackGuard;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.SetHeaderHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.MimeMappings;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The HTTP side of {@code hermes up}: the demo page, and the API that the page and the other commands use. It
 * issues tokens to whoever asks, so it listens on the loopback address only and behind {@link LoopbackGuard}.
 * Thread-safe.
 */
public final class ConsoleServer implements AutoCloseable {

    /**
     * So much of a request that is refused is read all the same: with its bytes on the way a close would be a reset, and
     * the client would not see the answer.
     */
    static final long MOST_READ = 64L * 1024 * 1024;

    /** A head comes in one piece, or somebody means to keep the connection busy. */
    private static final int HEAD_MILLIS = 10_000;

    private final Undertow server;
    private final LogFeed log;

    /** @param port 0 for any free one */
    public ConsoleServer(ConsoleApi api, LogFeed log, Path clientFolder, int port) {
        this.log = log;
        this.server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(2)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_READ)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, -1)
                .setHandler(LoopbackGuard.forOwnPages(routes(api, log, clientFolder))
                        .refusingWith((exchange, sentence) -> JsonHandler.refuse(exchange, 403, sentence)))
                .build();
    }

    private static HttpHandler routes(ConsoleApi api, LogFeed log, Path clientFolder) {
        return Handlers.path(Handlers.redirect("/client/demo/"))
                .addPrefixPath("/api", Handlers.routing()
                        .get("/outputs", new JsonHandler(api::outputs))
                        .post("/token", new JsonHandler(api::token))
                        .post("/token/revoke", new JsonHandler(api::revoke))
                        .post("/grant", new JsonHandler(api::grant))
                        .post("/ungrant", new JsonHandler(api::ungrant))
                        .post("/publish", new JsonHandler(api::publish))
                        .get("/connections", new JsonHandler(api::connections))
                        .get("/inbox", new JsonHandler(api::inbox))
                        .post("/connections/close", new JsonHandler(api::close))
                        .post("/invoke/{function}", new JsonHandler(api::invoke))
                        .get("/metrics", new JsonHandler(api::metrics))
                        .get("/log", log.handler())
                        .setFallbackHandler(new JsonHandler(api::unknown))
                        .setInvalidMethodHandler(new JsonHandler(api::unknown)))
                .addPrefixPath("/client",
                        new SetHeaderHandler(files(clientFolder), "Cache-Control", "no-store"));
    }

    private static ResourceHandler files(Path folder) {
        var mimeTypes = MimeMappings.builder().addMapping("mjs", "text/javascript").addMapping("js",
                "text/javascript");
        return new ResourceHandler(new PathResourceManager(folder)).setWelcomeFiles("index.html")
                .setMimeMappings(mimeTypes.build());
    }

    /** @throws CommandFailed if another program has the port */
    public ConsoleServer start(int port) {
        try {
            server.start();
            return this;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException) {
                throw new CommandFailed("port " + port + " is taken; end the program that listens there"
                        + " (another " + CommandName.typed() + " up?) or choose others with --port", e);
            }
            throw e;
        }
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    @Override
    public void close() {
        log.close();
        server.stop();
    }
}
