/** Delivers notifications to rooms. */
package hermes.send;
