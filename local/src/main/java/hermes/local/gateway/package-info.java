/**
 * API Gateway's WebSocket API: handshake, authorizer, connections, routes, limits, {@code @connections}. Clients' TCP
 * connections and backends' HTTP requests enter; events leave for {@code lambda}, frames for the clients. Only the root
 * package imports it.
 *
 * <p>
 * The way of a handshake: {@link hermes.local.gateway.HandshakeHandler} asks {@link hermes.local.gateway.UpgradeRules},
 * {@link hermes.local.gateway.LambdaAuthorizer} and {@code $connect} ({@link hermes.local.gateway.ConnectEvent}). Of a
 * message: {@link hermes.local.gateway.FrameReader}, {@link hermes.local.gateway.MessageRouting},
 * {@link hermes.local.gateway.FrameWriter}.
 */
package hermes.local.gateway;
