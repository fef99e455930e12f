package hermes.local.template;

import hermes.local.template.Value.Call;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the intrinsic functions in a value by what they stand for. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *      Intrinsic functions</a>
 */
final class Intrinsics {

    private final TemplateFile file;
    private final References references;
    private final Conditions conditions;
    private final Members mappings;

    Intrinsics(TemplateFile file, References references, Conditions conditions, Members mappings) {
        this.file = file;
        this.references = references;
        this.conditions = conditions;
        this.mappings = mappings;
    }

    /**
     * @param where for messages, as {@code ConnectFunction.Timeout}
     * @return empty for {@code AWS::NoValue}: what holds the value drops it
     */
    Optional<Value> resolve(Value value, String where) {
        return switch (value) {
            case Text text -> Optional.of(text);
            case Items(List<Value> values, int line) -> Optional.of(new Items(
                    values.stream().flatMap(item -> resolve(item, where).stream()).toList(), line));
            case Members members -> Optional.of(members(members, where));
            case Call call -> call(call, where);
        };
    }

    private Members members(Members members, String where) {
        SequencedMap<String, Value> resolved = new LinkedHashMap<>();
        members.values().forEach(
                (key, value) -> resolve(value, where + "." + key)
                        .ifPresent(found -> resolved.put(key, found)));
        return new Members(resolved, members.line());
    }

    private Optional<Value> call(Call call, String where) {
        return switch (call.function()) {
            case "Ref" -> ref(call, where);
            case "Fn::If" -> branch(call, where);
            case "Fn::GetAtt" -> Optional.of(text(attribute(call, where), call));
            case "Fn::Sub" -> Optional.of(text(substitute(call, where), call));
            case "Fn::Join" -> Optional.of(text(join(call, where), call));
            case "Fn::Select" -> Optional.of(select(call, where));
            case "Fn::Split" -> Optional.of(split(call, where));
            case "Fn::FindInMap" -> Optional.of(findInMap(call, where));
            default -> throw file.error(call, where, call.function() + " is not emulated");
        };
    }

    private Optional<Value> ref(Call call, String where) {
        String name = string(call.argument(), where);
        if (name.equals("AWS::NoValue")) {
            return Optional.empty();
        }
        return Optional.of(references.ref(name, call.line())
                .orElseThrow(
                        () -> file.error(call, where, "!Ref " + name + " names nothing in the template")));
    }

    private Optional<Value> branch(Call call, String where) {
        List<Value> arguments = arguments(call, 3, where);
        boolean met = conditions.isMet(string(arguments.getFirst(), where), call, where);
        return resolve(arguments.get(met ? 1 : 2), where);
    }

    private String attribute(Call call, String where) {
        List<Value> arguments = arguments(call, 2, where);
        return attribute(string(arguments.getFirst(), where), string(arguments.getLast(), where), call,
                where);
    }

    private String attribute(String id, String attribute, Call call, String where) {
        return references.attribute(id, attribute).orElseThrow(() -> file.error(call, where,
                "%s.%s names no resource and attribute that is known locally".formatted(id, attribute)));
    }

    private String substitute(Call call, String where) {
        if (call.argument() instanceof Items(List<Value> values, _) && values.size() == 2
                && values.getLast() instanceof Members variables) {
            Map<String, Value> own = members(variables, where).values();
            return Substitution.of(string(values.getFirst(), where), name -> own.containsKey(name)
                    ? string(own.get(name), where)
                    : placeholder(name, call, where));
        }
        return Substitution.of(string(call.argument(), where), name -> placeholder(name, call, where));
    }

    private String placeholder(String name, Call call, String where) {
        // SAM's Function.Alias and Function.Version are references although they look like attributes.
        Optional<Value> reference = references.ref(name, call.line());
        if (reference.isPresent()) {
            return string(reference.get(), where);
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw file.error(call, where, "${" + name + "} names nothing in the template");
        }
        return attribute(name.substring(0, dot), name.substring(dot + 1), call, where);
    }

    private String join(Call call, String where) {
        List<Value> arguments = arguments(call, 2, where);
        return list(arguments.getLast(), where).stream().map(item -> string(item, where))
                .collect(Collectors.joining(string(arguments.getFirst(), where)));
    }

    private Value select(Call call, String where) {
        List<Value> arguments = arguments(call, 2, where);
        List<Value> items = list(arguments.getLast(), where);
        String index = string(arguments.getFirst(), where);
        if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= items.size()) {
            throw file.error(call, where, "!Select %s of a list of %d".formatted(index, items.size()));
        }
        return items.get(Integer.parseInt(index));
    }

    private Value split(Call call, String where) {
        List<Value> arguments = arguments(call, 2, where);
        String separator = Pattern.quote(string(arguments.getFirst(), where));
        List<Value> parts = List.of(string(arguments.getLast(), where).split(separator, -1)).stream()
                .map(part -> (Value) new Text(part, call.line())).toList();
        return new Items(parts, call.line());
    }

    private Value findInMap(Call call, String where) {
        List<String> keys = arguments(call, 3, where).stream().map(key -> string(key, where)).toList();
        Value found = mappings;
        for (String key : keys) {
            if (!(found instanceof Members(var values, _)) || !values.containsKey(key)) {
                throw file.error(call, where, "Mappings has no " + String.join(".", keys));
            }
            found = values.get(key);
        }
        return found;
    }

    private List<Value> arguments(Call call, int count, String where) {
        if (call.argument() instanceof Items(List<Value> values, _) && values.size() == count) {
            return values;
        }
        throw file.error(call, where, "%s takes a list of %d arguments".formatted(call.function(), count));
    }

    private List<Value> list(Value value, String where) {
        Optional<Value> resolved = resolve(value, where);
        if (resolved.isPresent() && resolved.get() instanceof Items(List<Value> values, _)) {
            return values;
        }
        throw file.error(value, where, "a list is expected");
    }

    private String string(Value value, String where) {
        Optional<Value> resolved = resolve(value, where);
        if (resolved.isPresent() && resolved.get() instanceof Text(String text, _)) {
            return text;
        }
        throw file.error(value, where, "a string is expected");
    }

    private static Text text(String text, Call call) {
        return new Text(text, call.line());
    }
}
