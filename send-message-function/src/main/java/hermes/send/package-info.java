/**
 * The function behind the notification queue and the routes of the browsers. Lambda calls
 * {@link hermes.send.SendMessageFunction}, which wires the rooms below: a batch goes to {@code queue}, a browser's message to
 * {@code route}; both append to {@code stream} and hand on to {@code delivery}. Nobody imports this package.
 */
package hermes.send;
