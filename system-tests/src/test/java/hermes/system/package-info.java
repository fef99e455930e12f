/**
 * Tests of the whole stack: {@code template.yaml} with the packaged functions in the local stack, browsers, backends and
 * operators around it. {@link hermes.system.WholeStack} starts it once for all classes of a run.
 */
package hermes.system;
