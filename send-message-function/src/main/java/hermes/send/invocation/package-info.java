/**
 * What every piece of work within one invocation shares: its deadline, its log and metrics, pauses between
 * attempts. Knows notifications as something to count, and no more of them.
 */
package hermes.send.invocation;
