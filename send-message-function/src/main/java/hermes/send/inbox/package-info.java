/**
 * The inbox of a browser's user: what its messages say becomes a page or a mark, what comes of it becomes frames, for the
 * user's other devices too. Requests enter as members of a message, with the room and user for whom they are; frames leave.
 * The routes, the batch and the function import it; what an inbox is stands in {@code hermes.common.inbox}.
 */
package hermes.send.inbox;
