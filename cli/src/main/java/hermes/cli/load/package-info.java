/**
 * Puts a load on a stack and measures what becomes of it: connections, rooms and a rate enter, a report leaves, as text,
 * JSON and a page. {@code hermes load} is its one user.
 */
package hermes.cli.load;
