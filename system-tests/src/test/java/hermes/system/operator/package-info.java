/**
 * The operator's commands, as they are typed: each is asked the same of the stack on this machine and of one that looks like
 * AWS.
 */
package hermes.system.operator;
