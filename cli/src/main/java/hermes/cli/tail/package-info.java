/**
 * Listens as a browser does, by {@code docs/protocol.md}: a WebSocket URL enters, a room's notifications leave in their
 * order, each once. {@code hermes tail} imports it, {@code hermes load} for the socket and the order of a stream,
 * {@code hermes check} and the self-check of {@code hermes up} for the socket alone.
 */
package hermes.cli.tail;
