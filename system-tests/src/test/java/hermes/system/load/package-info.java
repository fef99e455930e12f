/** The load tool, on the whole stack. */
package hermes.system.load;
