/**
 * Forgets a connection: the event of its end enters {@link hermes.disconnect.DisconnectFunction}, its row goes. Nobody imports
 * this package.
 */
package hermes.disconnect;
