/** Runs {@code template.yaml} on one machine. */
package hermes.local;
