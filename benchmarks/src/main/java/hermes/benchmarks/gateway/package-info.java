/** A crowd of connections, posts to them, and the bare server that the gateway is compared with. */
package hermes.benchmarks.gateway;
