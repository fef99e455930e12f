/** The {@code hermes} command. */
package hermes.cli;
