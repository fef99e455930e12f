/** Policies for people and backends, held against what the commands and the library call. Those of functions are beside. */
package hermes.system.permissions;
