/** Connections in several rooms, through the whole stack. */
package hermes.system.rooms;
