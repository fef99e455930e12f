/**
 * What every room of the local stack speaks: who it is, where and how it listens, what happens in it, why it cannot go on.
 * Imports none of its siblings; all of them may import it.
 */
package hermes.local.stack;
