/**
 * What every package of the local stack speaks: who the stack is, how and where it listens, what happens in it, why it
 * cannot go on. Imports none of its siblings; all of them may import it.
 */
package hermes.local.stack;
