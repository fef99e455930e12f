/**
 * RFC 6455: bytes to frames, frames to messages, and back. Its limits are API Gateway's, handed in by the gateway; it
 * knows no socket and no thread, and imports none of its siblings. Which code a broken rule closes with is in
 * {@link hermes.local.websocket.ProtocolViolation}, any other in {@link hermes.local.websocket.CloseStatus}.
 */
package hermes.local.websocket;
