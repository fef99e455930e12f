/**
 * The function behind the notification queue and the routes of the browsers. Lambda calls
 * {@link hermes.send.SendMessageFunction}, which wires the packages below: a batch goes to {@code queue}, a browser's message
 * to {@code route}; both publish through {@code delivery}, which appends to {@code stream} first. Nobody imports this package.
 */
package hermes.send;
