/** Tests of the keys of an issuer, against servers that do what they should not. */
package hermes.authorizer.issuer;
