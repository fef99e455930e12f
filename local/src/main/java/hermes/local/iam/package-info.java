/**
 * What a role permits: the template's roles and each AWS call enter; {@link hermes.local.iam.Permissions} lets the call
 * pass or answers it with what is missing. Knows services by their names only, and resources by their ARNs.
 * {@code gateway} takes its {@link hermes.local.iam.ResourcePattern} for the policies of authorizers.
 */
package hermes.local.iam;
