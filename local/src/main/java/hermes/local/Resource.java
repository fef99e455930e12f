package hermes.local;

import hermes.local.Value.Members;

/**
 * A resource of the template that exists in this run.
 *
 * @param properties with the globals merged in and the intrinsics unresolved
 */
record Resource(String id, String type, Members properties) {}
