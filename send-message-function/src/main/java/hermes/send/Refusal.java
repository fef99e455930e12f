package hermes.send;

/**
 * Why a message can never succeed. Immutable.
 *
 * @param code for programs, in snake case
 * @param reason for a person: what was found, what was expected
 */
record Refusal(String code, String reason) {}
