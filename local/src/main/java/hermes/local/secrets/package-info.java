/**
 * Secrets Manager: the template's secrets, generated as CloudFormation does, and the calls that Hermes makes. Nobody but
 * the stack itself imports it.
 */
package hermes.local.secrets;
