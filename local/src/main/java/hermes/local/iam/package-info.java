/**
 * What a role permits: the template's roles and each AWS call enter; {@link hermes.local.iam.Permissions} lets the call
 * pass or answers it with what is missing. Knows resources by their ARNs, and of services only Lambda, which needs a role
 * for what no call shows.
 * {@code handshake} takes its {@link hermes.local.iam.ResourcePattern} for the policies of authorizers.
 */
package hermes.local.iam;
