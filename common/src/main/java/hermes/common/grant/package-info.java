/**
 * Who may be in a further room: a user, a room and what its token says enter, until when that holds leaves. The function that
 * joins asks here, and so does whoever grants and takes back. Knows nothing of connections.
 */
package hermes.common.grant;
