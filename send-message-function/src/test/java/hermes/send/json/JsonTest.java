package hermes.send.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-0.0", "12345678901234567890123456789.10", "\"\\u00e9\\ud83d\\ude00\"",
                    "[1, {\"a\" : [ ] }]", "{\"a\":1,\"a\":2}", "\"\\udc00\"", "{ \"b\":\"x\\\"}\" }", "true",
                    "null"})
    void aMemberIsTakenAsItWasWritten(String value) {
        var json = Json.parse("{ \"before\" : [1,\"}\"] , \"data\" : %s , \"after\":{}}".formatted(value));

        assertThat(json.members().get("data").text()).isEqualTo(value);
        assertThat(Json.outline(json.text()).members().get("data").text()).isEqualTo(value);
    }

    @Test
    void whatAnOutlineLeavesClosedIsOpenedLater() {
        var data = Json.outline("{\"data\":{\"a\":[1.0,{\"b\":\"\\ud800\",\"b\":2}]}}").at("data");

        assertThat(data.members().get("a").elements()).extracting(Json::text)
                .containsExactly("1.0", "{\"b\":\"\\ud800\",\"b\":2}");
        assertThat(data.at("a").elements().getLast().at("b").text()).isEqualTo("2");
    }

    @Test
    void whatHasNoPartsIsWithoutThem() {
        assertThat(Json.parse("[{}]").members()).isEmpty();
        assertThat(Json.parse("\"a\"").members()).isEmpty();
        assertThat(Json.parse("{\"a\":[]}").elements()).isEmpty();
        assertThat(Json.parse("17").elements()).isEmpty();
        assertThat(Json.parse("1.50").string()).isEqualTo("1.50");
    }

    @Test
    void placesAreRightBeyondTheParsersBuffer() {
        String filler = "\"" + "é".repeat(100_000) + "\"";
        var json = Json.parse("{\"a\":%s,\"b\":17,\"c\":[%s,false]}".formatted(filler, filler));

        assertThat(json.members().get("b").text()).isEqualTo("17");
        assertThat(json.members().get("c").elements().getLast().text()).isEqualTo("false");
    }

    @Test
    void ofMembersWithOneNameTheLastCounts() {
        assertThat(Json.parse("{\"a\":1,\"a\":2}").members()).extractingByKey("a").extracting(Json::text)
                .isEqualTo("2");
    }

    @Test
    void aStringIsDecoded() {
        assertThat(Json.parse("\"\\u0041\\n\\\"\"").string()).isEqualTo("A\n\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"secret\":}", "{} {}", "[1,]", "{'a':1}", "01", "NaN", "\"\\x\"",
                    "{\"secret\":\"\u0001\"}"})
    void whatIsNoJsonIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Json.outline("[1," + text + "]")).isInstanceOf(MalformedJsonException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNotThereIsNamed() {
        var json = Json.parse("{\"a\":{\"b\":1}}");

        assertThat(json.at("a", "b").text()).isEqualTo("1");
        assertThatThrownBy(() -> json.at("a", "b", "c")).isInstanceOf(MalformedJsonException.class)
                .hasMessage("it has no member \"a.b.c\"");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000) + "]".repeat(100_000)))
                .isInstanceOf(MalformedJsonException.class).hasMessageContaining("nested too deeply");
    }
}
