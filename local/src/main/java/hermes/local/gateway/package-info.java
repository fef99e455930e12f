/**
 * API Gateway's WebSocket API: handshake, authorizer, connections, routes, limits, {@code @connections}. Clients' TCP
 * connections and backends' HTTP requests enter; events for {@code lambda} and frames of {@code websocket} leave. Nobody
 * but the stack itself imports it.
 *
 * <p>
 * The way of a handshake: {@link hermes.local.gateway.UpgradeRules}, {@link hermes.local.gateway.LambdaAuthorizer},
 * {@link hermes.local.gateway.ConnectEvent}, {@link hermes.local.gateway.HandshakeHandler}. Of a message:
 * {@link hermes.local.gateway.FrameReader}, {@link hermes.local.gateway.MessageRouting},
 * {@link hermes.local.gateway.FrameWriter}.
 */
package hermes.local.gateway;
