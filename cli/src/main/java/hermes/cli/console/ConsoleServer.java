package hermes.cli.console;

import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.CommandName;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.LoopbackGuard;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.SetHeaderHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.MimeMappings;
import java.nio.file.Path;

/**
 * The HTTP side of {@code hermes up}: the demo page, and the API that the page and the other commands use. It
 * issues tokens to whoever asks, so it listens on the loopback address only and behind {@link LoopbackGuard}.
 * Thread-safe.
 */
public final class ConsoleServer implements AutoCloseable {

    private final LoopbackGuard handler;
    private final LogFeed log;
    private final int wanted;
    private HttpPort port;

    /** @param port 0 for any free one */
    public ConsoleServer(ConsoleApi api, LogFeed log, Path clientFolder, int port) {
        this.log = log;
        this.wanted = port;
        this.handler = LoopbackGuard.forOwnPages(routes(api, log, clientFolder))
                .refusingWith((exchange, sentence) -> JsonHandler.refuse(exchange, 403, sentence));
    }

    private static HttpHandler routes(ConsoleApi api, LogFeed log, Path clientFolder) {
        return Handlers.path(Handlers.redirect("/client/demo/"))
                .addPrefixPath("/api", Handlers.routing()
                        .get("/outputs", new JsonHandler(api::outputs))
                        .get("/identity-provider", new JsonHandler(api::identityProvider))
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
    public synchronized ConsoleServer start(int port) {
        try {
            this.port = HttpPort.bind("The page", wanted);
        } catch (LocalStackException e) {
            throw new CommandFailed("port " + port + " is taken; end the program that listens there"
                    + " (another " + CommandName.typed() + " up?) or choose others with --port", e);
        }
        this.port.serve(handler);
        return this;
    }

    /** After the start. */
    public synchronized int port() {
        return port.number();
    }

    @Override
    public synchronized void close() {
        log.close();
        if (port != null) {
            port.close();
        }
    }
}
