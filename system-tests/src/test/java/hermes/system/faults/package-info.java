/**
 * The fault harness: {@link hermes.system.faults.FaultIT} draws faults from a seed, lets publishers and clients live
 * through them, and has {@link hermes.system.faults.Checker} compare their books in the end; what must be in an inbox, the package
 * {@code inbox} counts.
 */
package hermes.system.faults;
