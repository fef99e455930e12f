/**
 * What browsers say and are answered: send, resume, and errors that name what is wrong. A route's event enters, an answer
 * leaves; who may do what comes from the authorizer, never from the message. Only the function imports it.
 */
package hermes.send.route;
