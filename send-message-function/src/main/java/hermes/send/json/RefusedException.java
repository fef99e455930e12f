package hermes.send.json;

/** Carries a refusal from the depth of reading a message to where it is answered. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(String code, String reason) {
        this(new Refusal(code, reason));
    }

    public RefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.reason());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
