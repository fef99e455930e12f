package hermes.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;

/** Connects to the URL given and stays connected until the process is killed. */
final class SilentBrowser {

    private SilentBrowser() {}

    public static void main(String[] url) throws InterruptedException {
        HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(url[0]), new WebSocket.Listener() {
                }).join();
        Thread.currentThread().join();
    }
}
