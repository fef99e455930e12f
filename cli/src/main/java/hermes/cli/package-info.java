/**
 * The {@code hermes} command: {@link hermes.cli.Main} and a class for each command, which reads its options and prints
 * what the packages below find out. Arguments enter; lines, JSON and an exit code leave. Nobody imports this package.
 */
package hermes.cli;
