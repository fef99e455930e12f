package hermes.system;

/**
 * A library in one version. Immutable.
 *
 * @param artifact {@code group:artifact}
 */
record Library(String artifact, String version) {}
