package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A further room, as one client is in it and out of it. Frames that come while it is out are passed over, and written down for
 * the checker. Not thread-safe.
 */
final class Membership {

    /** Nothing at all may have come. */
    static final long ALWAYS = Long.MIN_VALUE;

    private final RoomStreams streams;
    private final List<Arrival> arrivals = new ArrayList<>();
    private OptionalLong out = OptionalLong.of(ALWAYS);
    private boolean wanted;
    private boolean joined;
    private boolean leaving;

    /** @param out since when the client was out, by the clock of this process; empty if it was in, or there was a doubt */
    record Arrival(JsonNode frame, long nanoTime, OptionalLong out) {}

    Membership(RoomStreams streams) {
        this.streams = streams;
    }

    /** A new connection is in its home room only. */
    void connected() {
        out = OptionalLong.of(ALWAYS);
        joined = false;
    }

    /** Does nothing until it has left, if it is leaving: of two messages each can be the later. */
    void want() {
        wanted |= !leaving;
    }

    /** @return whether it has to say so */
    boolean leave() {
        boolean begins = !leaving;
        leaving = true;
        return begins;
    }

    void hasSaidSo() {
        leaving = false;
    }

    /** From now on the answer to a resume can put it in. */
    void asked() {
        out = OptionalLong.empty();
    }

    void joined() {
        joined = true;
    }

    /**
     * @param doubt whether a resume is on its way that names the room: who knows when it is done
     * @param now by the clock of this process
     */
    void left(boolean doubt, long now) {
        wanted = false;
        joined = false;
        out = doubt ? OptionalLong.empty() : OptionalLong.of(now);
    }

    /** @return whether the protocol knows such a stream */
    boolean receive(JsonNode frame) {
        arrivals.add(new Arrival(frame, System.nanoTime(), out));
        return out.isPresent() || streams.receive(frame);
    }

    boolean isWanted() {
        return wanted;
    }

    /** In no doubt. */
    boolean isOut() {
        return out.isPresent();
    }

    /** As it was told; it may have been put out since. */
    boolean isIn() {
        return joined && wanted;
    }

    boolean hasGap() {
        return wanted && streams.hasGap();
    }

    RoomStreams streams() {
        return streams;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }
}
