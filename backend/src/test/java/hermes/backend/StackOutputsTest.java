package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackOutputsTest {
    private static final Map<String, String> OUTPUTS = Map.of("QueueUrl", "queue", "TokensTableName",
            "tokens",
            "JwtSecretArn", "key", "PasscodeSecretArn", "passcode", "WebSocketUrl", "wss://…");

    @Test
    void outputsOfAStackAreUnderstood() {
        assertThat(StackOutputs.of(OUTPUTS))
                .isEqualTo(new StackOutputs("queue", "tokens", "key", "passcode"));
    }

    @Test
    void orderedQueueIsTakenWhereThereIsOne() {
        var outputs = new HashMap<>(OUTPUTS);
        outputs.put("OrderedQueueUrl", "queue.fifo");

        assertThat(StackOutputs.of(outputs).orderedQueueUrl()).contains("queue.fifo");
        assertThat(StackOutputs.of(OUTPUTS).orderedQueueUrl()).isEmpty();
    }

    @Test
    void tablesOfInboxesAreTakenWhereThereAreBoth() {
        var outputs = new HashMap<>(OUTPUTS);
        outputs.put("InboxStatesTableName", "states");
        assertThat(StackOutputs.of(outputs).inboxTables()).isEmpty();
        outputs.put("NotificationsTableName", "notifications");

        assertThat(StackOutputs.of(outputs).inboxTables())
                .contains(new StackOutputs.InboxTables("states", "notifications"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QueueUrl", "TokensTableName", "JwtSecretArn", "PasscodeSecretArn"})
    void missingOutputIsNamed(String missing) {
        var outputs = new HashMap<>(OUTPUTS);
        outputs.remove(missing);

        assertThatThrownBy(() -> StackOutputs.of(outputs)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing);
    }
}
