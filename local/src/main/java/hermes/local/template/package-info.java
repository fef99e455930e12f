/**
 * From a SAM file to values: parameters given, conditions decided, intrinsic functions replaced, what nobody knows here
 * refused with file and line. A path enters; {@link hermes.local.template.Section}s leave, from which the other packages
 * read their resources. Imports {@code stack} only.
 */
package hermes.local.template;
