/**
 * The fault harness: {@link hermes.system.faults.FaultIT} draws faults from a seed, lets publishers and clients live
 * through them, and has {@link hermes.system.faults.Checker} compare their books in the end. What must be in an inbox,
 * {@link hermes.system.faults.inbox.InboxChecker} says.
 */
package hermes.system.faults;
