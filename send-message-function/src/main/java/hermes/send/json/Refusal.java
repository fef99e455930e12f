package hermes.send.json;

/**
 * Why a message can never succeed. Immutable.
 *
 * @param code for programs, in snake case
 * @param reason for a person: what was found, what was expected
 */
public record Refusal(String code, String reason) {}
