/**
 * The stack that a command works on: {@link hermes.cli.stack.StackOperations} is what can be done to it, by the console
 * of {@code hermes up} or by AWS calls; dead letters and the signing key need the AWS clients themselves. Options that
 * name a stack enter; what was found and done leaves. Of its siblings it imports {@code terminal} only, and
 * nothing of the local stack.
 */
package hermes.cli.stack;
