package hermes.local.websocket;

/**
 * Why a connection ended, as its {@code $disconnect} event and its close frame say it.
 *
 * @param code of RFC 6455, section 7.4
 * @param reason at most 123 bytes of UTF-8
 */
public record CloseStatus(int code, String reason) {

    public static final CloseStatus DELETED = new CloseStatus(1000, "Connection Closed Normally");
    public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "Going away");
    static final CloseStatus WITHOUT_STATUS = new CloseStatus(1005, "Client-side close frame status not set");

    /** No observation of the event after a lost TCP connection is known; an empty reason promises nothing. */
    public static final CloseStatus LOST = new CloseStatus(1006, "");

    /** Two codes exist only in events, never in a frame. */
    boolean isSendable() {
        return code != WITHOUT_STATUS.code && code != LOST.code;
    }

    /** RFC 6455, 7.4.1 and 7.4.2: codes that an endpoint may send. */
    static boolean mayBeSentByClient(int code) {
        return code >= 3000 && code <= 4999 || code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    }
}
