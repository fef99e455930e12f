package hermes.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class ContractTest {

    @Test
    void deadLetterIsReadByTheNamesOfTheContract() {
        var letter = new DeadLetter(Message.builder().messageId("m2")
                .messageAttributes(Map.of(Contract.text("/dead_letters/reason"), text("because"),
                        Contract.text("/dead_letters/reason_code"), text("bad_json"),
                        Contract.text("/dead_letters/original_message_id"), text("m1")))
                .build(), false);

        assertThat(letter.reason()).isEqualTo("because");
        assertThat(letter.reasonCode()).isEqualTo("bad_json");
        assertThat(letter.publishedId()).isEqualTo("m1");
        assertThat(letter.attributesForRedrive())
                .containsOnlyKeys(Contract.text("/dead_letters/original_message_id"));
    }

    @Test
    void keysAreKeptAsLongAsTheContractSays() {
        var kept = Contract.seconds("/tokens/key_kept_seconds");

        assertThat(SigningKey.KEPT_BY_AUTHORIZER).isEqualTo(kept);
        assertThat(SigningKey.KEPT_BY_BACKENDS).isEqualTo(kept);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }
}
