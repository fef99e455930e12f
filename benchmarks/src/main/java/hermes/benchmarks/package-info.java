/** The command {@code benchmarks/run}: measures, judges and draws. Nothing that is shipped depends on it. */
package hermes.benchmarks;
