/**
 * The fault harness: {@link hermes.system.faults.FaultIT} draws faults from a seed, lets a publisher and clients live
 * through them, and has {@link hermes.system.faults.Checker} compare their books in the end.
 */
package hermes.system.faults;
