package hermes.common;

/**
 * How the items of the notifications table are called and what is in them. A stream's partition holds its head at offset 0
 * and its notifications from 1; each notification's id has a partition of its own.
 */
public final class StreamAttributes {
    public static final String STREAM = "stream";
    public static final String OFFSET = "offset";
    public static final String EPOCH = "epoch";
    /** Of the head: the last offset. */
    public static final String HEAD = "head";
    /** In seconds since 1970. */
    public static final String EXPIRES_AT = "expires_at";
    /** Of what is known about an id: the offset at which it was appended. */
    public static final String FIRST = "first";
    public static final String ID = "id";
    public static final String AUTHOR = "user_id";
    public static final String DATA = "data";
    public static final String TRACE_ID = "trace_id";
    /** When it was appended, in milliseconds since 1970; only in what belongs in an inbox. */
    public static final String AT = "at";

    private StreamAttributes() {}
}
