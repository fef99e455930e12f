package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

class SideBySideTest {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void batchesWithoutAnOrderAreSentAtTheSameTime() {
        assertThat(publishedWhenTogether(8, false, IntStream.range(0, 80).mapToObj(i -> "acme").toList()))
                .hasSize(80).allMatch(Queued.class::isInstance);
    }

    @Test
    void roomsOfTheOrderedQueueAreSentAtTheSameTime() {
        assertThat(publishedWhenTogether(8, true, IntStream.range(0, 8).mapToObj(i -> "room" + i).toList()))
                .hasSize(8).allMatch(Queued.class::isInstance);
    }

    @Test
    void neverAreMoreThanEightRequestsUnderWay() {
        publishedWhenTogether(8, false, IntStream.range(0, 400).mapToObj(i -> "acme").toList());

        assertThat(most).hasValue(8);
    }

    @Test
    void oneRoomOfTheOrderedQueueHasOneRequestUnderWay() {
        publishedWhenTogether(1, true, IntStream.range(0, 50).mapToObj(i -> "acme").toList());

        assertThat(most).hasValue(1);
    }

    @Test
    void interruptEndsWhatIsUnderWayAndIsKept() {
        var publisher = publisher(false, request -> {
            try {
                new CountDownLatch(1).await();
                return FailingSqs.taken(request);
            } catch (InterruptedException e) {
                throw AbortedException.create("interrupted", e);
            }
        });
        Thread.currentThread().interrupt();

        var publications = publisher
                .publish(notifications(IntStream.range(0, 100).mapToObj(i -> "acme").toList()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(publications).hasSize(100).allMatch(Failed.class::isInstance);
    }

    /** Requests are answered when so many have come; until then each waits. */
    private List<Publication> publishedWhenTogether(int count, boolean ordered, List<String> rooms) {
        var together = new CountDownLatch(count);
        return publisher(ordered, request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            together.countDown();
            var all = FailingSqs.taken(request);
            assertThat(awaited(together)).as("%d requests at the same time", count).isTrue();
            underWay.decrementAndGet();
            return all;
        }).publish(notifications(rooms));
    }

    private static boolean awaited(CountDownLatch together) {
        try {
            return together.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw AbortedException.create("interrupted", e);
        }
    }

    private static Publisher publisher(boolean ordered, FailingSqs.Answer answer) {
        return new QueuePublisher(FailingSqs.answering(answer), new Queue("queue", ordered), attempt -> {});
    }

    private static List<Notification> notifications(List<String> rooms) {
        return rooms.stream().map(room -> Notification.to(room).from("7").data("x").build()).toList();
    }
}
