/**
 * What is appended: notifications, offsets and epochs, and the one table that holds them. Knows
 * nothing of connections.
 */
package hermes.send.stream;
