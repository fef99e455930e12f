package hermes.send.http;

import java.time.Duration;

/**
 * What an HTTP client may take. Immutable.
 *
 * @param mostConnections at a time; who finds none free waits
 * @param connecting how long a server may take to accept a connection
 * @param inAll how long a call may take, from when it begins to wait for a connection to the last byte of the answer; only
 *        the look-up of a host's name is in nobody's hands
 */
public record Limits(int mostConnections, Duration connecting, Duration inAll) {}
