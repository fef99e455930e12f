/**
 * A SAM template that runs on this machine: {@link hermes.local.LocalStack} starts and stops everything, from the
 * ports to the functions' processes. A template and {@link hermes.local.StackOptions} enter; addresses, outputs and
 * {@link hermes.local.stack.StackEvent}s leave. The rooms below know nothing of each other but what their imports say;
 * only this one sees them all. The {@code hermes} command uses this package and what it returns.
 */
package hermes.local;
