/**
 * Inboxes in the fault harness, with no way to a stack: what devices mark at random, in which order the marks were made, what
 * must be in an inbox after that, and whether each device shows it. Knows nothing of sockets and tables; the harness hands in
 * frames and what is stored.
 */
package hermes.system.faults.inbox;
