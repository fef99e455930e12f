package hermes.local.template;

import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The template's parameters with the values they have in this run. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">
 *      Parameters</a>
 */
final class Parameters {

    private static final Set<String> ATTRIBUTES = Set.of("Type", "Default", "AllowedValues", "AllowedPattern",
            "ConstraintDescription", "Description", "MinLength", "MaxLength", "MinValue", "MaxValue",
            "NoEcho");

    /** Of parameters that must be given on AWS: what runs on one's own machine is for development. */
    private static final Map<String, String> GIVEN_HERE = Map.of("Environment", "development");

    private static final Set<String> TYPES = Set.of("String", "Number", "CommaDelimitedList", "List<Number>");

    private final Map<String, Value> values = new LinkedHashMap<>();

    /** @param overrides win over the defaults; each must name a parameter of the template */
    Parameters(TemplateFile file, Members definitions, Map<String, String> overrides) {
        overrides.keySet().stream().filter(name -> !definitions.values().containsKey(name)).findFirst()
                .ifPresent(name -> {
                    throw file.error(definitions, "Parameters", "there is no parameter %s; there are %s"
                            .formatted(name, String.join(", ", definitions.values().keySet())));
                });
        definitions.values().forEach((name, definition) -> values.put(name,
                value(new Section(file, "Parameters." + name, definition), overrides.get(name),
                        Optional.ofNullable(GIVEN_HERE.get(name)))));
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Value value(Section definition, String override, Optional<String> givenHere) {
        definition.allowOnly(ATTRIBUTES);
        String given = override != null
                ? override
                : definition.optionalText("Default").or(() -> givenHere).orElseThrow(
                        () -> definition.error("the parameter has no default, so a value must be given"));
        String type = definition.text("Type");
        if (!TYPES.contains(type)) {
            throw definition.error("a parameter of type %s is not emulated".formatted(type));
        }
        if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
            List<Value> items = Arrays.stream(given.split(",")).map(String::strip)
                    .map(item -> (Value) new Text(item, definition.line())).toList();
            return new Items(items, definition.line());
        }
        check(definition, type, given);
        return new Text(given, definition.line());
    }

    private static void check(Section definition, String type, String given) {
        List<String> allowed = definition.texts("AllowedValues");
        require(allowed.isEmpty() || allowed.contains(given), definition, given,
                "one of " + String.join(", ", allowed));
        definition.optionalText("AllowedPattern").ifPresent(
                pattern -> require(given.matches(pattern), definition, given, "a text matching " + pattern));
        definition.optionalText("MinLength").ifPresent(least -> require(
                given.length() >= Integer.parseInt(least), definition, given,
                "at least " + least + " characters"));
        definition.optionalText("MaxLength").ifPresent(most -> require(
                given.length() <= Integer.parseInt(most), definition, given,
                "at most " + most + " characters"));
        if (type.equals("Number")) {
            checkNumber(definition, given);
        }
    }

    private static void checkNumber(Section definition, String given) {
        require(given.matches("-?\\d+(\\.\\d+)?"), definition, given, "a number");
        var number = new BigDecimal(given);
        definition.optionalText("MinValue").ifPresent(least -> require(
                number.compareTo(new BigDecimal(least)) >= 0, definition, given, "at least " + least));
        definition.optionalText("MaxValue").ifPresent(most -> require(
                number.compareTo(new BigDecimal(most)) <= 0, definition, given, "at most " + most));
    }

    private static void require(boolean met, Section definition, String given, String rule) {
        if (!met) {
            throw definition.error("found '%s', expected %s".formatted(given, rule));
        }
    }
}
