package hermes.local.template;

import hermes.local.ProjectTemplate;
import hermes.local.template.Value.Call;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The project's template as it is written, for tests that look at it as a text: nothing is resolved, and an
 * intrinsic function is a map with one key, as in JSON. Immutable.
 */
public final class TemplateTree {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}]+)}");

    private final Map<String, Object> root;

    private TemplateTree(Map<String, Object> root) {
        this.root = root;
    }

    public static TemplateTree ofProject() {
        return new TemplateTree(map(plain(TemplateReader.read(ProjectTemplate.path()))));
    }

    /** What stands at a path of keys; null if nothing does. */
    public Object at(String... path) {
        return at(root, path);
    }

    public static Object at(Object from, String... path) {
        var value = from;
        for (var key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    /** A section of the template, or the members of a mapping; empty if there is none. */
    public static Map<String, Object> map(Object value) {
        var members = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put((String) key, member));
        }
        return members;
    }

    public static List<Object> list(Object value) {
        return value instanceof List<?> list ? List.copyOf(list) : value == null ? List.of() : List.of(value);
    }

    static int number(Object value) {
        return Integer.parseInt((String) value);
    }

    /** The properties of each resource of a type, by logical id. */
    public Map<String, Object> resources(String type) {
        var found = new LinkedHashMap<String, Object>();
        map(at("Resources")).forEach((id, resource) -> {
            if (type.equals(at(resource, "Type"))) {
                found.put(id, at(resource, "Properties"));
            }
        });
        return found;
    }

    /** A function's properties, with what it has from Globals. */
    Map<String, Object> function(String id) {
        var merged = map(at("Globals", "Function"));
        map(at("Resources", id, "Properties")).forEach((key, value) -> merged.merge(key, value,
                TemplateTree::merged));
        return merged;
    }

    private static Object merged(Object global, Object own) {
        if (!(global instanceof Map && own instanceof Map)) {
            return own;
        }
        var merged = map(global);
        merged.putAll(map(own));
        return merged;
    }

    /** Every name that a value refers to by Ref, GetAtt or Sub, the latter two as Resource.Attribute. */
    static Set<String> references(Object value) {
        var names = new TreeSet<String>();
        walk(value, (function, argument) -> {
            switch (function) {
                case "Ref" -> names.add((String) argument);
                case "Fn::GetAtt" ->
                    names.add(String.join(".", list(argument).stream().map(String.class::cast).toList()));
                case "Fn::Sub" -> names.addAll(variables(argument));
                default -> {
                }
            }
        });
        names.removeIf(name -> name.startsWith("AWS::"));
        return names;
    }

    /** What stands in the text of a Sub between braces, without the variables that it brings along itself. */
    private static Set<String> variables(Object sub) {
        var names = VARIABLE.matcher((String) list(sub).getFirst()).results().map(found -> found.group(1))
                .collect(Collectors.toSet());
        names.removeAll(map(list(sub).getLast()).keySet());
        return names;
    }

    /** Visits every key with its value, at any depth. */
    static void walk(Object value, BiConsumer<String, Object> visitor) {
        if (value instanceof List<?> list) {
            list.forEach(item -> walk(item, visitor));
        }
        map(value).forEach((key, member) -> {
            visitor.accept(key, member);
            walk(member, visitor);
        });
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Text(String text, _) -> text;
            case Items(List<Value> values, _) -> values.stream().map(TemplateTree::plain).toList();
            case Members members -> {
                var map = new LinkedHashMap<String, Object>();
                members.values().forEach((key, member) -> map.put(key, plain(member)));
                yield map;
            }
            case Call(String function, Value argument, _) -> Map.of(function, plain(argument));
        };
    }
}
