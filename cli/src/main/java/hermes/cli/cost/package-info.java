/**
 * What a stack would cost: traffic and a price list enter, lines of an estimate leave. Asks no running stack.
 */
package hermes.cli.cost;
