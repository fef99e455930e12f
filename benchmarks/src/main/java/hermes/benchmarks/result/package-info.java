/** What was measured: values by round, beside those of a reference of the same rounds. */
package hermes.benchmarks.result;
