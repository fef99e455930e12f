/**
 * What a backend service needs of Hermes: tokens for its users' browsers, grants of further rooms, notifications to rooms,
 * and its users' inboxes.
 *
 * <pre>{@code
 * try (var hermes = Hermes.of(StackOutputs.of(outputs))) {
 *     String token = hermes.tokens().issue("7", "acme", Duration.ofHours(1));
 *
 *     hermes.publisher().publish(Notification.to("acme").from("7")
 *             .data(Map.of("type", "backup.completed", "data", Map.of("job", 42)))
 *             .id("job-42-done")
 *             .build());
 * }
 * }</pre>
 *
 * What it writes is described in {@code docs/protocol.md}; a backend in another language writes the same.
 */
package hermes.backend;
