package hermes.system.bills;

/**
 * A library in one version. Immutable.
 *
 * @param artifact {@code group:artifact}
 */
record Library(String artifact, String version) {}
