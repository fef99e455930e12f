package hermes.backend;

import hermes.backend.Publication.Failed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Many messages on their way to the queue. For one use. */
final class Publishing {
    private final List<QueueMessage> messages;
    private final Publication[] outcomes;
    private final BatchSender sender;

    Publishing(List<QueueMessage> messages, BatchSender sender) {
        this.messages = messages;
        this.outcomes = new Publication[messages.size()];
        this.sender = sender;
        for (int index = 0; index < outcomes.length; index++) {
            outcomes[index] = failed(index, "It was not sent, because the thread was interrupted before");
        }
    }

    /** @return what became of each message, in their order */
    List<Publication> through(List<List<List<Integer>>> lanes) {
        if (lanes.size() == 1) {
            send(lanes.getFirst());
        } else {
            sideBySide(lanes);
        }
        return List.of(outcomes);
    }

    private void sideBySide(List<List<List<Integer>>> lanes) {
        List<? extends Future<?>> sending;
        // Closing waits for all; an interrupt ends what has begun, and is kept.
        try (var threads = Executors.newFixedThreadPool(Lanes.SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            sending = lanes.stream().map(lane -> threads.submit(() -> send(lane))).toList();
        }
        sending.stream().filter(one -> one.state() == Future.State.FAILED).findFirst().ifPresent(one -> {
            throw new IllegalStateException("Publishing ended unexpectedly", one.exceptionNow());
        });
    }

    /** After a failure nothing more of that room is sent: whoever publishes again what failed keeps the order. */
    private void send(List<List<Integer>> lane) {
        var held = new HashSet<String>();
        for (var batch : lane) {
            var parts = batch.stream()
                    .collect(Collectors.partitioningBy(index -> held.contains(group(index))));
            parts.get(true).forEach(index -> outcomes[index] = failed(index,
                    "It was not sent, because one before it in its room failed"));
            send(parts.get(false), held);
        }
    }

    private void send(List<Integer> batch, Set<String> held) {
        var publications = batch.isEmpty()
                ? List.<Publication>of()
                : sender.send(batch.stream().map(messages::get).toList());
        for (int index = 0; index < publications.size(); index++) {
            outcomes[batch.get(index)] = publications.get(index);
            if (publications.get(index) instanceof Failed) {
                held.add(group(batch.get(index)));
            }
        }
    }

    private String group(int index) {
        return messages.get(index).group();
    }

    private Failed failed(int index, String reason) {
        return new Failed(messages.get(index).notificationId(), reason);
    }
}
