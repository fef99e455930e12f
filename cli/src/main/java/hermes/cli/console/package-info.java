/**
 * What {@code hermes up} serves beside the stack: the page, the API that page and commands call, the log and the live
 * metrics. HTTP requests and the stack's events enter; JSON and Server-Sent Events leave. Only {@code hermes up} imports it.
 */
package hermes.cli.console;
