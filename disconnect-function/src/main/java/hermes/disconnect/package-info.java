/** Forgets a connection. */
package hermes.disconnect;
