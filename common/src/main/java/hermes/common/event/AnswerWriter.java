package hermes.common.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes what a function answers. */
public final class AnswerWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private AnswerWriter() {}

    /**
     * @param answer its values are texts, whole numbers, lists of values, and objects like itself; a null is left out
     * @param out gets UTF-8; it is not closed
     */
    public static void write(Map<String, ?> answer, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            object(answer, json);
        }
    }

    private static void object(Map<?, ?> members, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var member : members.entrySet()) {
            if (member.getValue() != null) {
                json.writeFieldName((String) member.getKey());
                value(member.getValue(), json);
            }
        }
        json.writeEndObject();
    }

    private static void value(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> members) {
            object(members, json);
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                value(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else {
            json.writeString((String) value);
        }
    }
}
