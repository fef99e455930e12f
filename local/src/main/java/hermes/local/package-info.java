/**
 * A SAM template that runs on this machine: {@link hermes.local.LocalStack} starts and stops everything, from the
 * ports to the functions' processes. A template and {@link hermes.local.StackOptions} enter; addresses, outputs and
 * {@link hermes.local.stack.StackEvent}s leave. Only this package sees all those below; what they see of each other is
 * in {@code ArchitectureTest}. The {@code hermes} command uses this package, what it returns, and of
 * {@code stack} and {@code identity} what guards a port and what can run beside it.
 */
package hermes.local;
