package hermes.authorizer;

/** What became of a token. That nothing could be decided is no decision: it is thrown. */
sealed interface Decision {

    record Allow(Principal principal) implements Decision {}

    record Deny(Reason reason) implements Decision {}
}
