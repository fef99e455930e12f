/** What at least two functions share: connections, the environment, AWS clients, priming. */
package hermes.common;
