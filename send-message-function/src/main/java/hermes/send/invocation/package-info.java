/**
 * What every piece of work within one invocation shares: its deadline, its log and metrics, pauses between attempts, many
 * things at once. Knows notifications as something to count, and no more of them.
 */
package hermes.send.invocation;
