/** Stores a connection. */
package hermes.connect;
