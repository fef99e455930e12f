package hermes.cli.load;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.tail.ClientTimes;
import hermes.cli.tail.FrameSocket;
import hermes.cli.tail.FrameSocket.Event;
import hermes.cli.tail.StreamCursor;
import hermes.cli.terminal.Json;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a load: it resumes as a client does, comes back after every break, and notes what it gets. It runs on
 * a thread of its own until that is interrupted; the other methods are for all threads.
 */
final class LoadClient implements Runnable {

    /** How late it notices that something is due. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final Door door;
    private final String token;
    private final Tally tally;
    private final Received received = new Received();
    private final StreamCursor cursor = new StreamCursor();
    private volatile FrameSocket socket;
    private volatile boolean reminded;
    private boolean present;
    private boolean cut;

    private boolean asked;
    private long askedAt;
    private long notBefore;
    private int failures;
    private int refusals;
    private boolean unwanted;
    private String why;

    LoadClient(Door door, String token, Tally tally) {
        this.door = door;
        this.token = token;
        this.tally = tally;
    }

    Received received() {
        return received;
    }

    /** Ends the connection without a word, as a network that breaks. */
    synchronized void cut() {
        if (socket != null) {
            cut = true;
            presence(false);
            socket.cut();
        }
    }

    /** Has it resume soon, as its heartbeat would. */
    void remind() {
        reminded = true;
    }

    @Override
    public void run() {
        try {
            while (!unwanted) {
                connected();
                Thread.sleep(ClientTimes.pause(failures++));
            }
        } catch (InterruptedException _) {
            // The load is over.
            Thread.currentThread().interrupt();
        }
    }

    private void connected() throws InterruptedException {
        try (var opened = door.open(token)) {
            begin(opened);
            var reason = listen(opened);
            synchronized (this) {
                if (!cut) {
                    tally.broke(why == null ? reason : why);
                }
            }
            if (unwanted) {
                tally.turnedAway();
            }
        } catch (FrameSocket.Refused e) {
            boolean tokenRefused = e.status() == HTTP_UNAUTHORIZED || e.status() == HTTP_FORBIDDEN;
            if (tokenRefused && ++refusals == ClientTimes.MOST_REFUSALS) {
                unwanted = true;
                tally.turnedAway();
            }
        } finally {
            left();
        }
    }

    private synchronized void left() {
        presence(false);
        socket = null;
    }

    private synchronized void begin(FrameSocket opened) {
        socket = opened;
        cut = false;
        why = null;
        ask(opened);
    }

    private synchronized void presence(boolean now) {
        if (present != now) {
            present = now;
            tally.present(now ? 1 : -1);
        }
    }

    /** @return why the connection ended */
    private String listen(FrameSocket open) throws InterruptedException {
        long heardAt = System.nanoTime();
        while (true) {
            var event = open.next(SLICE);
            if (event.isPresent()) {
                heardAt = System.nanoTime();
                if (event.get() instanceof Event.Ended(String reason)) {
                    return reason;
                }
                if (event.get() instanceof Event.Message(String text)) {
                    hear(text);
                }
                if (unwanted) {
                    return why;
                }
            }
            if (asked && passed(ClientTimes.ANSWER, askedAt)) {
                return "no answer within " + ClientTimes.ANSWER.toSeconds() + " s";
            }
            if (!asked && System.nanoTime() - notBefore >= 0
                    && (reminded || cursor.isBehind() || passed(ClientTimes.HEARTBEAT, heardAt))) {
                ask(open);
            }
        }
    }

    private static boolean passed(Duration time, long since) {
        return System.nanoTime() - since > time.toNanos();
    }

    private void ask(FrameSocket open) {
        var resume = Json.object().put("action", "resume").put("ref", "load");
        if (cursor.position() != null) {
            resume.set("room", cursor.position());
        }
        reminded = false;
        asked = true;
        askedAt = System.nanoTime();
        notBefore = askedAt;
        open.send(resume.toString());
    }

    private void hear(String text) {
        try {
            var frame = Json.parse(text);
            frame.path("notifications").forEach(this::recover);
            if (frame.has("stream")) {
                push(frame);
            } else if (frame.has("room")) {
                settle(frame);
            } else if (frame.has("close")) {
                why = "the stack has ended it: " + frame.at("/close/code").asText();
                unwanted = frame.at("/close/return").asText().equals("no");
            } else if (frame.has("error") || frame.has("message")) {
                postpone(frame.at("/error/retry_after").asLong(1));
            }
        } catch (JsonProcessingException _) {
            // Nothing of ours: a client passes over frames that it does not know.
        }
    }

    private void push(JsonNode notification) {
        var data = notification.path("data");
        if (received.push(data.path("n").asInt())) {
            tally.delivered();
            tally.latency(TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) - data.path("at").asLong());
        }
        cursor.see(notification);
    }

    private void recover(JsonNode notification) {
        if (received.recover(notification.at("/data/n").asInt())) {
            tally.delivered();
        }
        cursor.see(notification);
    }

    private void settle(JsonNode answer) {
        asked = false;
        failures = 0;
        if (answer.has("recovered")) {
            if (!answer.path("recovered").asBoolean()) {
                tally.notRecovered();
            }
            cursor.moveTo(answer.path("room"));
        } else {
            cursor.hear(answer.path("room"));
        }
        presence(true);
    }

    /** The stack would not answer now. */
    private void postpone(long seconds) {
        asked = false;
        reminded = true;
        notBefore = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
