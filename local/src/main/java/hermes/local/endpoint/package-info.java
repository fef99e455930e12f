/**
 * The one address for every AWS call. A signed HTTP request enters; the answer of an
 * {@link hermes.local.endpoint.AwsService} leaves, unless a {@link hermes.local.endpoint.CallFilter} answers first. Knows
 * no service: the packages of the services import it. Imports {@code stack} only.
 */
package hermes.local.endpoint;
