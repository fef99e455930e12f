package hermes.local.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteSelectionTest {

    private static final Set<String> KEYS = Set.of("$connect", "$disconnect", "$default", "send", "a/b", "5",
            "true",
            "[1, x]", "fixed");

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(delimiter = ';', textBlock = """
        $request.body.action;      {"action":"send"};              send
        ${request.body.action};    {"action":"send"};              send
        $request.body.action;      {"action":"Send"};              $default
        $request.body.action;      {"action":"send "};             $default
        $request.body.action;      {"other":"send"};               $default
        $request.body.action;      {"action":null};                $default
        $request.body.action;      {"action":5};                   5
        $request.body.action;      {"action":true};                true
        $request.body.action;      {"action":[1,"x"]};             [1, x]
        $request.body.action;      {"action":{"a":1}};             $default
        $request.body.action;      {"action":"$connect"};          $default
        $request.body.action;      {"action":"$disconnect"};       $default
        $request.body.action;      send;                           $default
        $request.body.action;      "send";                         $default
        $request.body.action;      {action:"send"};                $default
        $request.body.action;      {"action":"send"} {};           $default
        $request.body.action;      '';                             $default
        $request.body.a.b;         {"a":{"b":"send"}};             send
        ${request.body.a}/${request.body.b}; {"a":"a","b":"b"};    a/b
        ${request.body.a}/${request.body.b}; {"a":"a"};            $default
        fixed;                     {};                             fixed
        \\$default;                 {"action":"send"};              $default
        """)
    void routeIsSelected(String expression, String message, String key) {
        assertThat(new RouteSelection(expression, KEYS).routeKey(message)).contains(key);
    }

    @Test
    void withoutDefaultThereMayBeNoRoute() {
        var selection = new RouteSelection("$request.body.action", Set.of("send"));

        assertThat(selection.routeKey("not JSON")).isEmpty();
        assertThat(selection.routeKey("{\"action\":\"send\"}")).contains("send");
    }

    @Test
    void deeplyNestedMessageIsNoJson() {
        assertThat(new RouteSelection("$request.body.a", KEYS).routeKey("{\"a\":" + "[".repeat(100_000)))
                .contains("$default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$request.header.action", "${request.body}", "$context.connectionId",
                    "$request.body.a[0]$"})
    void otherExpressionsAreRefusedByName(String expression) {
        assertThatThrownBy(() -> new RouteSelection(expression, KEYS)).hasMessageContaining(expression);
    }
}
