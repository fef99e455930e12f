/**
 * What every piece of work within one invocation shares: its deadline, its log and metrics, pauses between attempts, many
 * things at once. Knows nothing of notifications.
 */
package hermes.send.invocation;
