/** Decides who may connect. */
package hermes.authorizer;
