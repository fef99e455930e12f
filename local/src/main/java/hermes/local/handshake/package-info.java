/**
 * Whether a client is let in, as API Gateway decides it: a request enters; the events for its authorizer and for
 * {@code $connect} leave, and what the client is told if it is refused. The one user is {@code gateway}, whose
 * {@code HandshakeHandler} asks one after the other and opens the connection.
 */
package hermes.local.handshake;
