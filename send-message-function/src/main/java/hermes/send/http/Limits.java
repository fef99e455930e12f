package hermes.send.http;

import java.time.Duration;

/**
 * What an HTTP client may take. Immutable.
 *
 * @param mostConnections at a time; who finds none free waits
 * @param connecting how long a server may take to accept a connection
 * @param answering how long an exchange may take, from the first byte of the request to the last of the answer; how long a
 *        server may be silent in a TLS handshake; how long a call waits for a free connection
 */
public record Limits(int mostConnections, Duration connecting, Duration answering) {}
