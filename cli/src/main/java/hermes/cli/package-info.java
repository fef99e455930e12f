/**
 * The {@code hermes} command: {@link hermes.cli.Main} and one class for each command, which reads its options and prints
 * what the rooms below find out. Arguments enter; lines, JSON and an exit code leave. Nobody imports this package.
 */
package hermes.cli;
