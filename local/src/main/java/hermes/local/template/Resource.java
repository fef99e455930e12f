package hermes.local.template;

import hermes.local.template.Value.Members;

/**
 * A resource of the template that exists in this run.
 *
 * @param properties with the globals merged in and the intrinsics unresolved
 */
public record Resource(String id, String type, Members properties) {}
