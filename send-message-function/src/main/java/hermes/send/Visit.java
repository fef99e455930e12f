package hermes.send;

/** How far the notifications for one connection came. */
sealed interface Visit {

    record Complete() implements Visit {}

    record Gone() implements Visit {}

    /**
     * @param delivered how many were, before the one that could not be
     * @param last how the last attempt ended
     * @param passing whether another attempt can end otherwise
     */
    record Broken(int delivered, String last, boolean passing) implements Visit {}
}
