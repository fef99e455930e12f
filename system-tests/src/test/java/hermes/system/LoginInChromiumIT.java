package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.common.Connection;
import hermes.local.identity.IdentityProvider;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code ./hermes up --identity-provider} in a real browser, whose user logs in at the provider. */
final class LoginInChromiumIT {

    private static final IdentityProvider PROVIDER = IdentityProvider.start(0);

    @RegisterExtension
    static final WholeStack STACK = WholeStack
            .ofItsOwn(Map.of("TokenIssuer", PROVIDER.issuer(), "TokenAudience",
                    IdentityProvider.CLIENT, "TokenRoomClaim", "room"));

    private static final String PANE = "document.querySelector('section.pane').querySelector('[data-part=%s]')";

    private final String room = STACK.newRoom();
    private Chromium chromium;

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void userLogsInAtTheProviderIsHeardAndLogsOut(@TempDir Path folder) throws IOException {
        var program = Chromium.program();
        assumeTrue(program.isPresent(), "Skipped: Chromium is not installed.");
        try (var console = new ConsoleServer(new ConsoleApi(STACK.operations(), STACK.local()::invoke,
                STACK.metrics(), Optional.of(PROVIDER.issuer())), new LogFeed(),
                WholeStack.HOME.resolve("client"), 0).start(0);
                var browser = new Chromium(program.get(), folder.resolve("profile"), "")) {
            chromium = browser;
            var page = "http://localhost:%d/client/demo/".formatted(console.port());
            chromium.open(page);
            Eventually.isTrue("the page offers a login", () -> "Log in".equals(part("login", "textContent")));

            click("login");
            logIn();

            Eventually.isTrue("the socket is open", () -> "open".equals(part("pill", "textContent")));
            assertThat(text("location.href")).as("without the code").isEqualTo(page);
            assertThat(STACK.operations().connections(room, Optional.empty()).stream().map(Connection::user))
                    .containsExactly("auth0|42");
            STACK.publish(room, "to whoever has logged in");
            Eventually.isTrue("the notification is shown",
                    () -> part("list", "textContent").contains("to whoever has logged in"));

            chromium.open(page);
            Eventually.isTrue("a reload keeps the login", () -> "open".equals(part("pill", "textContent")));
            click("toggle");
            click("login");
            assertThat(part("login", "textContent")).isEqualTo("Log in");
            assertThat(chromium.evaluate(PANE.formatted("user") + ".disabled").asBoolean()).isFalse();
        }
    }

    private void logIn() {
        Eventually.isTrue("the provider asks who is there",
                () -> text("location.href").startsWith(PROVIDER.issuer() + "/authorize")
                        && text("'' + document.forms.length").equals("1"));
        text("""
            const form = document.forms[0];
            form.elements.user.value = "auth0|42";
            form.elements.room.value = "%s";
            form.requestSubmit();
            "sent"
            """.formatted(room));
    }

    private void click(String part) {
        text(PANE.formatted(part) + ".click()");
    }

    /** Empty while the page is another one. */
    private String part(String part, String property) {
        return text("document.querySelector('section.pane') ? %s.%s : ''".formatted(PANE.formatted(part),
                property));
    }

    private String text(String script) {
        return chromium.evaluate(script).asText();
    }
}
