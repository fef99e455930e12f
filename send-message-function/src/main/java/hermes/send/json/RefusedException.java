package hermes.send.json;

/** Carries a refusal from the depth of reading a message to where it is answered. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(String code, String reason) {
        super(code + ": " + reason);
        this.refusal = new Refusal(code, reason);
    }

    public Refusal refusal() {
        return refusal;
    }
}
