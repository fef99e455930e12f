package hermes.backend;

/** @param ordered whether it is a FIFO queue */
record Queue(String url, boolean ordered) {}
