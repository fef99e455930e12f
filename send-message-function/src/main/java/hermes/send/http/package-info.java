/**
 * HTTP as the function's AWS clients need it: a client of the SDK's over blocking sockets, and a signer that keeps the
 * day's key. Knows nothing of notifications.
 */
package hermes.send.http;
