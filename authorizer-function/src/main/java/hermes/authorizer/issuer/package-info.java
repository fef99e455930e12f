/**
 * The keys of an issuer of tokens that is not ours: where they are published, how they are read and kept, and which
 * algorithm each is for. What a token says is not looked at here. Imports no other package of the function.
 */
package hermes.authorizer.issuer;
