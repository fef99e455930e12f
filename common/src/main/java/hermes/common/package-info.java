/**
 * What at least two modules share: connections, the environment, AWS clients, priming; and what a notification and its
 * ids may be, by which the library for backends refuses what the stack would refuse.
 */
package hermes.common;
