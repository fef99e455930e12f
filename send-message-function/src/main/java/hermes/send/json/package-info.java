/**
 * JSON that keeps the digits of its author, and what is wrong with a member, said to whoever wrote it. Imports none of its
 * siblings.
 */
package hermes.send.json;
