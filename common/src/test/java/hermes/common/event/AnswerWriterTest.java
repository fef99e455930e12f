package hermes.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {

    @Test
    void answerIsWrittenAsTheRuntimeWritesIt() throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("statusCode", 200);
        answer.put("context", Map.of("user_id", "é😀\"\\\n\u0001"));
        answer.put("statement", List.of(Map.of("Effect", "Allow"), List.of()));

        assertThat(written(answer)).isEqualTo(writtenByTheRuntime(answer));
    }

    @Test
    void nullIsLeftOut() throws IOException {
        Map<String, Object> answer = new HashMap<>();
        answer.put("headers", null);

        assertThat(written(answer)).isEqualTo("{}");
    }

    private static String written(Map<String, ?> answer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        AnswerWriter.write(answer, bytes);
        return bytes.toString(UTF_8);
    }

    private static String writtenByTheRuntime(Map<String, ?> answer) {
        var bytes = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer(Map.class).toJson(answer, bytes);
        return bytes.toString(UTF_8);
    }
}
