/**
 * Decides who may connect. A handshake's event enters {@link hermes.authorizer.AuthorizerFunction}; a policy that allows, or
 * denies, leaves, and the log line with the {@link hermes.authorizer.Reason}. Nobody imports this package.
 */
package hermes.authorizer;
