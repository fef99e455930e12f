/**
 * What a user has read of an inbox, exactly and without counting: two streams, and sets of their offsets. Marks enter, as a
 * user or a backend makes them; the state, what is unread and pages of the inbox leave. Imported by the function that
 * serves browsers, the library for backends and the command, so that all mean the same by it.
 */
package hermes.common.inbox;
