/**
 * Listens as a browser does, by {@code docs/protocol.md}: a WebSocket URL enters, a room's notifications leave in their
 * order, each once. {@code hermes tail} imports it, and for the socket alone the self-check of {@code hermes up}.
 */
package hermes.cli.tail;
