/**
 * Secrets Manager: the template's secrets enter, generated as CloudFormation does; the answers to the calls that Hermes
 * makes leave. Only the root package imports it.
 */
package hermes.local.secrets;
