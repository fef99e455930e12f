package hermes.send;

import java.util.Optional;

/** How the handling of one queue message ended. */
sealed interface End {

    QueueRecord message();

    record Done(QueueRecord message) implements End {}

    /** Another attempt can end otherwise. */
    record Failed(QueueRecord message, RuntimeException cause) implements End {}

    /** No attempt can. */
    record Poison(QueueRecord message, Refusal refusal) implements End {}

    static End of(QueueRecord message, Optional<RuntimeException> failure) {
        return failure.<End>map(cause -> new Failed(message, cause)).orElseGet(() -> new Done(message));
    }
}
