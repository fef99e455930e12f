package hermes.authorizer;

/** What a token says of itself, once its signature, its dates and the form of its claims have been checked. */
sealed interface Verification {

    /** @param secret the claim {@code token}, which must match the stored hash */
    record Verified(Principal principal, String secret, TokenTimes times) implements Verification {

        @Override
        public String toString() {
            return "Verified[" + principal + ", " + times + "]";
        }
    }

    record Refused(Reason reason) implements Verification {}
}
