package hermes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Xnio;

final class RequestHeadTest {

    /** As when the stack stops while a head's time is up: the thread whose task that would be is ending. */
    @Test
    void isClosedWithoutAWordIfItsThreadTakesNoMoreTasks() throws Exception {
        var worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
        var connection = worker.createFullDuplexPipeConnection().getLeftSide();
        var head = new RequestHead(connection, Duration.ofSeconds(10),
                new HeadWatch(_ -> {}, Duration.ofSeconds(10), 10));
        worker.shutdown();
        assertThat(worker.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        head.refuse();

        assertThat(head.isClosed()).isTrue();
    }
}
