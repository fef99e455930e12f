package hermes.send.queue;

import hermes.send.json.Refusal;

/** Where messages lie that could not be handled, for a person to look at. May be shared between threads. */
@FunctionalInterface
interface DeadLetters {

    /** @throws RuntimeException if it was not taken */
    void bury(QueueRecord record, Refusal refusal);
}
