package hermes.cli.load;

import java.time.Duration;

/**
 * What a load is made of. Immutable.
 *
 * @param rate notifications a second, in all rooms together
 * @param storm whether all connections are cut at half time
 * @param handshakes that are under way at once, at most
 */
public record LoadPlan(int connections, int rooms, int rate, Duration duration, boolean storm,
        int handshakes) {

    /** A connection remembers two bits of each notification of its room. */
    private static final int REMEMBERED_BITS = 2;

    long notifications() {
        return rate * duration.toSeconds();
    }

    /** Connections that a notification reaches, on average. */
    double receivers() {
        return (double) connections / rooms;
    }

    /** What all connections remember together. */
    long rememberedBytes() {
        return connections * (notifications() / rooms + 1) * REMEMBERED_BITS / Byte.SIZE;
    }

    /** As the beginning of a sentence. */
    @Override
    public String toString() {
        return "%,d connections in %,d rooms, %,d notifications a second for %s".formatted(connections, rooms,
                rate, time(duration)) + (storm ? ", all connections cut at half time" : "");
    }

    private static String time(Duration duration) {
        return duration.toSeconds() % 60 == 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }
}
