/**
 * The stack that a command works on, by AWS calls or by the console of {@code hermes up}: its outputs, connections, dead
 * letters and keys. Knows nothing of options but those that name a stack, and nothing of how the console answers.
 */
package hermes.cli.stack;
