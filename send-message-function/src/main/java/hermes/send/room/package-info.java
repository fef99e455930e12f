/**
 * Which connection is in which further room: rooms that somebody wants to join enter, those that may not be joined leave with
 * the reason; connections that are in a room without a right are put out of it and told. Knows nothing of notifications.
 */
package hermes.send.room;
