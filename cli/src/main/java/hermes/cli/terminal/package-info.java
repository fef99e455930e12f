/**
 * How the command speaks with a person or a script: tables, durations, questions, progress, JSON, and the one sentence
 * with which it fails. Imports none of its siblings.
 */
package hermes.cli.terminal;
