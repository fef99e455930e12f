/**
 * An identity provider to try things with, as a team has one of its own: it logs anybody in who asks, and its keys,
 * tokens and addresses are those of a real one. No part of the stack, which knows it by its address only. Imports
 * {@code stack} only.
 */
package hermes.local.identity;
