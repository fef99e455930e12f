/**
 * JSON that keeps the digits of its author, and what is wrong with a member, said to whoever wrote it: text enters; members
 * that are what they should be leave, or a {@link hermes.send.json.Refusal}. Imports none of its siblings.
 */
package hermes.send.json;
