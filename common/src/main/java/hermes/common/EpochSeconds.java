package hermes.common;

import java.math.BigDecimal;

/** Seconds since 1970 as tokens and rows may have them: any number, however long, of any precision. */
public final class EpochSeconds {

    /** The end of the year 9999, after which no calendar of ours goes on. */
    public static final long LATEST = 253_402_300_799L;

    private EpochSeconds() {}

    /** @return the last whole second that is not later, from 0 to {@link #LATEST} */
    public static long floor(BigDecimal seconds) {
        return within(seconds).longValue();
    }

    /** @return the first whole second that is not earlier, from 0 to {@link #LATEST} */
    public static long ceiling(BigDecimal seconds) {
        long floor = floor(seconds);
        return within(seconds).compareTo(BigDecimal.valueOf(floor)) > 0 ? floor + 1 : floor;
    }

    private static BigDecimal within(BigDecimal seconds) {
        return seconds.max(BigDecimal.ZERO).min(BigDecimal.valueOf(LATEST));
    }
}
