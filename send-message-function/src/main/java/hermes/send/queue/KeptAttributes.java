package hermes.send.queue;

import hermes.send.stream.Content;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The attributes of a message that this function puts on a queue. One that stands for a record has some of ours, the
 * trace, and the record's others as far as they fit.
 */
final class KeptAttributes {

    /** SQS takes no more. */
    private static final int MOST = 10;

    private KeptAttributes() {}

    /** Those of a message that stands for no other. */
    static Map<String, MessageAttributeValue> of(Content content) {
        return content.traceId().map(id -> Map.of(QueueRecord.TRACE_ID, text(id))).orElse(Map.of());
    }

    /** @param more than the id under which the record was published */
    static Map<String, MessageAttributeValue> of(QueueRecord record, Map<String, String> more) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        more.forEach((name, value) -> attributes.put(name, text(value)));
        attributes.put(QueueRecord.ORIGINAL_MESSAGE_ID, text(record.publishedId()));
        record.traceId().ifPresent(id -> attributes.put(QueueRecord.TRACE_ID, text(id)));
        record.attributes().forEach((name, attribute) -> {
            if (attributes.size() < MOST) {
                attributes.putIfAbsent(name, value(attribute));
            }
        });
        return attributes;
    }

    private static MessageAttributeValue value(QueueRecord.Attribute attribute) {
        var value = MessageAttributeValue.builder().dataType(attribute.dataType());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }
}
