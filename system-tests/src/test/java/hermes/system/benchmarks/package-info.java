/** What takes how long, printed and not judged: how fast a machine is says nothing about the stack. */
package hermes.system.benchmarks;
