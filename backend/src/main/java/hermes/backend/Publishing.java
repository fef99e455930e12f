package hermes.backend;

import hermes.backend.Publication.Failed;
import hermes.common.Threads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            send(lanes.get(0));
        } else {
            sideBySide(lanes);
        }
        return List.of(outcomes);
    }

    private void sideBySide(List<List<List<Integer>>> lanes) {
        var threads = Executors.newFixedThreadPool(Lanes.SIDE_BY_SIDE);
        var sending = new CompletableFuture<?>[lanes.size()];
        try {
            for (int lane = 0; lane < sending.length; lane++) {
                var batches = lanes.get(lane);
                sending[lane] = CompletableFuture.runAsync(() -> send(batches), threads);
            }
        } finally {
            Threads.close(threads);
        }
        Stream.of(sending).filter(CompletableFuture::isCompletedExceptionally)
                .forEach(CompletableFuture::join);
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
