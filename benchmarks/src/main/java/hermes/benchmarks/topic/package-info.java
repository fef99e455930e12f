/** What is measured, one class for each topic that can be typed. */
package hermes.benchmarks.topic;
