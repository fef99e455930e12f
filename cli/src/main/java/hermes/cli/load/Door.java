package hermes.cli.load;

import hermes.cli.tail.FrameSocket;
import java.net.http.HttpClient;
import java.util.concurrent.Semaphore;

/** Opens connections, no more at once than this machine and the stack bear. Thread-safe. */
final class Door {

    private final HttpClient http;
    private final String url;
    private final Semaphore turns;
    private final Tally tally;

    /** @param handshakes that are under way at once, at most */
    Door(HttpClient http, String url, int handshakes, Tally tally) {
        this.http = http;
        this.url = url;
        this.turns = new Semaphore(handshakes, true);
        this.tally = tally;
    }

    /** @throws FrameSocket.Refused if no connection came about */
    FrameSocket open(String token) throws InterruptedException {
        turns.acquire();
        try {
            long start = System.nanoTime();
            var socket = new FrameSocket(http, url, token);
            tally.opened(System.nanoTime() - start);
            return socket;
        } catch (FrameSocket.Refused e) {
            tally.refused(e.getMessage());
            throw e;
        } finally {
            turns.release();
        }
    }
}
