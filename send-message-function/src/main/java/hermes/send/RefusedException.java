package hermes.send;

/** Carries a refusal from the depth of reading a message to where it is answered. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(String code, String reason) {
        super(code + ": " + reason);
        this.refusal = new Refusal(code, reason);
    }

    Refusal refusal() {
        return refusal;
    }
}
