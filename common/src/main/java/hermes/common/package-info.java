/** What at least two functions share. */
package hermes.common;
