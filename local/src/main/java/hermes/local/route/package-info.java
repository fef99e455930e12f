/**
 * The routes of a WebSocket API and the functions behind them: the template's API and what is known of a connection enter;
 * the route of a message, the {@code requestContext} of its event and what its function answered leave. Knows no socket
 * and no HTTP.
 */
package hermes.local.route;
