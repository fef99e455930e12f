/**
 * Follows one room as a browser does, by {@code docs/protocol.md}: a WebSocket URL enters, notifications leave in their
 * order, each once. Only {@code hermes tail} imports it.
 */
package hermes.cli.tail;
