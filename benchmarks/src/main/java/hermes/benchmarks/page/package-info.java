/** Tables and charts of results, and the page {@code docs/performance.md}. */
package hermes.benchmarks.page;
