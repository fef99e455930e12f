/**
 * RFC 6455: bytes to frames, frames to messages, and back. Knows nothing of API Gateway, of sockets or of threads, and
 * imports none of its siblings.
 */
package hermes.local.websocket;
