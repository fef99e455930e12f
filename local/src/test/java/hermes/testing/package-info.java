/** What the tests of several modules share and what is no part of the local stack. */
package hermes.testing;
