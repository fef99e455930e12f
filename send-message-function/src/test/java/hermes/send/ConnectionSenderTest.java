package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.delivery.ConnectionSender;
import hermes.send.delivery.PostOutcome;
import hermes.send.delivery.Posts;
import hermes.send.delivery.SendOutcome;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.EmbeddedMetrics;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.Log;
import hermes.send.invocation.RetryDelay;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionSenderTest {
    private static final PostOutcome DELIVERED = new PostOutcome.Delivered();
    private static final PostOutcome THROTTLED = new PostOutcome.Throttled();
    private static final PostOutcome FAULT = new PostOutcome.Failed("500", true);

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> posts = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();

    @Test
    void framesAreDeliveredInTheirOrder() {
        assertThat(send(DELIVERED, DELIVERED, DELIVERED)).isEqualTo(new SendOutcome.Complete());
        assertThat(posts).containsExactly("one", "two", "three");
        assertThat(delays).isEmpty();
    }

    @Test
    void whatIsRetryableIsTriedAgainAfterGrowingDelays() {
        assertThat(send(THROTTLED, FAULT, THROTTLED, DELIVERED, DELIVERED, FAULT, DELIVERED))
                .isEqualTo(new SendOutcome.Complete());
        assertThat(posts).containsExactly("one", "one", "one", "one", "two", "three", "three");
        assertThat(delays).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(25));
    }

    @Test
    void afterTheLastAttemptNoLaterFrameIsTried() {
        assertThat(send(DELIVERED, THROTTLED, THROTTLED, THROTTLED, THROTTLED, FAULT))
                .isEqualTo(new SendOutcome.Broken(1, "500", true));
        assertThat(posts).containsExactly("one", "two", "two", "two", "two", "two");
    }

    @Test
    void throttlingIsNamed() {
        assertThat(send(THROTTLED, THROTTLED, THROTTLED, THROTTLED, THROTTLED))
                .isEqualTo(new SendOutcome.Broken(0, "throttled", true));
    }

    @Test
    void whatIsNotRetryableIsNotTriedAgain() {
        assertThat(send(new PostOutcome.Failed("400", false)))
                .isEqualTo(new SendOutcome.Broken(0, "400", false));
    }

    @Test
    void aGoneConnectionIsLeftAtOnce() {
        assertThat(send(DELIVERED, new PostOutcome.Gone())).isEqualTo(new SendOutcome.Gone());
    }

    @Test
    void thereIsNoWaitBeyondThePatienceWithOneFrame() {
        Posts slow = (_, _) -> {
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            return FAULT;
        };

        assertThat(send(slow, Duration.ofSeconds(20))).isEqualTo(new SendOutcome.Broken(0, "500", true));
        assertThat(delays).hasSize(2);
    }

    @Test
    void thePatienceBeginsWithTheFirstFailure() {
        Queue<PostOutcome> script = new ArrayDeque<>(List.of(DELIVERED, THROTTLED, DELIVERED, DELIVERED));
        Posts slow = (_, _) -> {
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            return script.remove();
        };

        assertThat(send(slow, Duration.ofSeconds(60))).isEqualTo(new SendOutcome.Complete());
    }

    @Test
    void nothingIsPostedWhenTheInvocationsTimeIsOver() {
        var outcome = send((_, _) -> {
            throw new AssertionError("posted");
        }, Duration.ZERO);

        assertThat(outcome).isEqualTo(new SendOutcome.Broken(0, "the invocation ran out of time", true));
    }

    @Test
    void anInterruptEndsItAndIsKept() {
        Thread.currentThread().interrupt();
        try {
            assertThat(send((_, _) -> DELIVERED, Duration.ofSeconds(20)))
                    .isEqualTo(new SendOutcome.Broken(0, "the invocation ran out of time", true));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SendOutcome send(PostOutcome... outcomes) {
        Queue<PostOutcome> script = new ArrayDeque<>(Arrays.asList(outcomes));
        Posts posts = (connection, frame) -> {
            assertThat(connection).isEqualTo("a=");
            this.posts.add(new String(frame));
            return script.remove();
        };
        SendOutcome outcome = send(posts, Duration.ofSeconds(20));
        assertThat(script).isEmpty();
        return outcome;
    }

    private SendOutcome send(Posts posts, Duration time) {
        var retryDelay = new RetryDelay(SendMessageFunction.BETWEEN_POSTS, () -> 0.5, delays::add);
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Log.Level.INFO,
                "r");
        var invocation = new Invocation("r", Deadline.in(time, nanos::get), log, new EmbeddedMetrics());
        return new ConnectionSender(posts, retryDelay).send("a=",
                List.of("one".getBytes(), "two".getBytes(), "three".getBytes()), invocation);
    }
}
