/**
 * Stores a connection: what the authorizer vouches for enters {@link hermes.connect.ConnectFunction}, a row leaves. Nobody
 * imports this package.
 */
package hermes.connect;
