package hermes.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final PojoSerializer<Sample> RUNTIME = JacksonFactory.getInstance()
            .getSerializer(Sample.class);

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " \r\n\t{ } ", """
                {"text": "a", "texts": {"A": "1", "a": "2"}, "multiTexts": {"A": ["1", "2"], "b": []},
                 "inner": {"number": 1795341600000, "scalars": {"user_id": "7", "latency": 143}}}
                """, """
                {"text": null, "texts": null, "multiTexts": null, "inner": null}
                """, """
                {"texts": {"a": null}, "multiTexts": {"a": null, "b": [null, "x"]},
                 "inner": {"number": null, "scalars": null}}
                """,
                    """
                        {"unknown": {"text": "no", "list": [1, {"inner": {}}, [[]]]}, "text": "yes", "texts": {}, "more": [true, null],
                         "inner": {"text": "no", "scalars": {}, "unknown": {"number": 1}}, "last": "x"}
                        """,
                    """
                        {"text": "first", "text": "last", "texts": {"a": "1", "b": "2"}, "texts": {"a": "3", "a": "4"},
                         "multiTexts": {"a": ["1"], "a": ["2", "3"]}, "inner": {"number": 1, "scalars": {"a": "1"}}, "inner": {"number": 2}}
                        """,
                    """
                        {"text": "here", "text": null, "inner": {"number": 1}, "inner": null}
                        """, """
                        {"inner": null, "inner": {"number": 1, "number": 2, "scalars": {"a": "1", "a": 2}}}
                        """, """
                        {"text": 7, "texts": {"a": 7, "b": true, "c": 1.50}, "multiTexts": {"a": [1, false]}}
                        """,
                    """
                        {"text": "\\u00e9\\ud83d\\ude00\\"\\\\\\/\\n", "texts": {"\\u00e9 \\"": "é😀"}, "multiTexts": {"": [""]}}
                        """,
                    """
                        {"inner": {"number": "1795341600000", "scalars": {"a": 1, "b": -3000000000, "c": 12345678901234567890,
                         "d": 1.5, "e": true, "f": null, "g": ""}}}
                        """,
                    """
                        {"inner": {"number": -9223372036854775808}} and what follows
                        """})
    void eventIsReadAsTheRuntimeReadsIt(String json) throws IOException {
        assertThat(read(json)).usingRecursiveComparison().isEqualTo(RUNTIME.fromJson(json));
    }

    @Test
    void valuesThatNoFunctionAsksForAreNull() throws IOException {
        assertThat(
                read("{\"inner\":{\"scalars\":{\"a\":{\"b\":1},\"c\":[2],\"d\":3}}}").getInner().getScalars())
                .hasSize(3).containsEntry("d", 3).containsEntry("a", null).containsEntry("c", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"text": {"a": "secret"}}         | The event's member text is an object; expected a text
        {"text": ["secret"]}              | The event's member text is a list; expected a text
        {"texts": "secret"}               | The event's member texts is a text; expected an object
        {"texts": {"secret": []}}         | The event's member texts is a list; expected a text
        {"multiTexts": {"secret": "x"}}   | The event's member multiTexts is a text; expected a list of texts
        {"multiTexts": {"secret": [{}]}}  | The event's member multiTexts is an object; expected a text
        {"inner": 7}                      | The event's member inner is a number; expected an object
        {"inner": {"number": "secret"}}   | The event's member number is a text; expected a whole number
        {"inner": {"number": true}}       | The event's member number is a boolean; expected a whole number
        {"inner": {"number": 1e3}}        | The event's member number is a number; expected a whole number
        []                                | The event is a list; expected an object
        null                              | The event is null; expected an object
        "secret"                          | The event is a text; expected an object
        """)
    void eventOfAnotherKindIsNamedWithoutItsValues(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedEventException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"text\": secret}", "{\"text\": \"secret", "{\"text\": \"a\" \"secret\"}",
                    "{\"unknown\": [secret]}", "secret"})
    void textThatIsNoJsonIsNotQuoted(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("The event breaks a rule of JSON in line 1, column ")
                .hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void eventThatIsNestedTooDeeplyIsNamed() {
        assertThatThrownBy(() -> read("{\"unknown\":" + "[".repeat(10_000)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("The event breaks a rule of JSON");
    }

    @Test
    void emptyEventIsNamed() {
        assertThatThrownBy(() -> read("")).hasMessage("The event is empty; expected an object");
    }

    private static Sample read(String json) throws IOException {
        var sample = new Sample();
        EventReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)), (name, value) -> {
            switch (name) {
                case "text" -> sample.setText(value.text());
                case "texts" -> sample.setTexts(value.texts());
                case "multiTexts" -> sample.setMultiTexts(value.multiTexts());
                case "inner" -> sample.setInner(inner(value));
                default -> assertThat(name).isIn("unknown", "more", "last");
            }
        });
        return sample;
    }

    private static Sample.Inner inner(EventReader members) throws IOException {
        var inner = new Sample.Inner();
        boolean present = members.object((name, value) -> {
            switch (name) {
                case "number" -> inner.setNumber(value.number());
                case "scalars" -> inner.setScalars(value.scalars());
                default -> assertThat(name).isIn("unknown", "text");
            }
        });
        return present ? inner : null;
    }
}
