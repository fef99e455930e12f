/**
 * The books of a run: what was published, granted and counted, written by whoever did it at the moment at which it happened.
 * Knows neither the stack nor the clients.
 */
package hermes.system.faults.book;
