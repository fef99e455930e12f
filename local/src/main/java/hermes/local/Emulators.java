package hermes.local;

import hermes.local.dynamodb.LocalDynamoDb;
import hermes.local.sqs.LocalQueues;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** DynamoDB Local and ElasticMQ, which start side by side. Thread-safe. */
final class Emulators implements AutoCloseable {

    private final CompletableFuture<LocalDynamoDb> dynamoDb;
    private final CompletableFuture<LocalQueues> queues;

    /** @param publicPort the port that queue URLs name */
    Emulators(StackIdentity stack, DataSpecs specs, int publicPort) {
        Executor threads = task -> Thread.ofPlatform().name("emulator-start").start(task);
        dynamoDb = CompletableFuture.supplyAsync(() -> {
            var started = new LocalDynamoDb().start();
            return filled(started, () -> specs.tables().values().forEach(started::create));
        }, threads);
        queues = CompletableFuture.supplyAsync(() -> {
            LocalQueues started = LocalQueues.start(stack, publicPort);
            return filled(started, () -> started.create(specs.queues().values()));
        }, threads);
    }

    /** Completes when both are, or exceptionally with a {@link LocalStackException}. */
    CompletableFuture<Void> ready() {
        return CompletableFuture.allOf(dynamoDb, queues);
    }

    /** With the tables of the template. */
    CompletableFuture<URI> dynamoDb() {
        return dynamoDb.thenApply(LocalDynamoDb::endpoint);
    }

    /** With the queues of the template. */
    CompletableFuture<URI> queues() {
        return queues.thenApply(LocalQueues::endpoint);
    }

    @Override
    public void close() {
        close(dynamoDb, LocalDynamoDb::close);
        close(queues, LocalQueues::close);
    }

    /** One that cannot take what the template wants of it does not stay behind. */
    private static <T extends AutoCloseable> T filled(T emulator, Runnable filling) {
        try {
            filling.run();
            return emulator;
        } catch (LocalStackException e) {
            try {
                emulator.close();
            } catch (Exception notClosed) {
                e.addSuppressed(notClosed);
            }
            throw e;
        }
    }

    private static <T> void close(CompletableFuture<T> emulator, Consumer<T> closing) {
        // One that did not start has said so, and has nothing to close.
        emulator.thenAccept(closing).exceptionally(_ -> null).join();
    }
}
