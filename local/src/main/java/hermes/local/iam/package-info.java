/**
 * What a role permits. The template's roles and each AWS call enter; a yes, or a
 * {@link hermes.local.iam.Denial} that says what is missing, leaves. Knows neither tables nor queues, only ARNs.
 */
package hermes.local.iam;
