package hermes.cli.terminal;

import java.time.Duration;

/** Durations as people say them. */
public final class ShortDuration {

    private ShortDuration() {}

    /** The largest unit that fits, rounded down: 59s, 3m, 12h, 5d. */
    public static String of(Duration age) {
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m";
        }
        return age.toDays() < 1 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
