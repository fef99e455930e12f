package hermes.local.handshake;

/** An authorizer returned what API Gateway cannot use. */
final class MalformedAuthorization extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedAuthorization(String message) {
        super(message);
    }

    static void unless(boolean rule, String violation) {
        if (!rule) {
            throw new MalformedAuthorization("the authorizer's answer is not usable: " + violation);
        }
    }
}
