package hermes.send.room;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * How many rows a client reads and writes, there or not: each is a unit at least. Any other call is an error.
 * Thread-safe.
 */
final class CountedRows implements ExecutionInterceptor {
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case GetItemRequest _ -> read.incrementAndGet();
            case BatchGetItemRequest get ->
                get.requestItems().values().forEach(table -> read.addAndGet(table.keys().size()));
            case PutItemRequest _,UpdateItemRequest _,DeleteItemRequest _ -> written.incrementAndGet();
            default -> throw new AssertionError("not a call that is counted: " + context.request());
        }
    }

    /** Since the last time. */
    String take() {
        return "%d read, %d written".formatted(read.getAndSet(0), written.getAndSet(0));
    }
}
