/**
 * API Gateway's WebSocket API: connections, their messages and limits, {@code @connections}. Clients' TCP connections and
 * backends' HTTP requests enter; events leave for {@code lambda}, frames for the clients. Only the root package imports it.
 *
 * <p>
 * The way of a handshake: {@link hermes.local.gateway.HandshakeHandler} asks what stands in {@code handshake}, and
 * {@link hermes.local.gateway.ConnectionRegistry} opens the connection. Of a message:
 * {@link hermes.local.gateway.FrameReader}, {@link hermes.local.gateway.MessageRouting},
 * {@link hermes.local.gateway.FrameWriter}.
 */
package hermes.local.gateway;
