/** Processes that are measured from outside by what Linux counts of them; functions are started as Lambda starts them. */
package hermes.benchmarks.process;
