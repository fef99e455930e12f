/** How a stack is: what waits, what lies in the dead-letter queues, who is connected, which alarms are on. */
package hermes.cli.status;
