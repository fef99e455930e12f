package hermes.local.template;

import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * SAM's {@code Globals}: mappings are merged, lists appended to the global one, single values replaced.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">
 *      Globals section</a>
 */
final class Globals {

    private static final Map<String, String> SECTION_OF_TYPE = Map.of("AWS::Serverless::Function", "Function",
            "AWS::Serverless::WebSocketApi", "WebSocketApi");

    private final Members sections;

    Globals(TemplateFile file, Members sections) {
        new Section(file, "Globals", sections).allowOnly(Set.copyOf(SECTION_OF_TYPE.values()));
        this.sections = sections;
    }

    Members mergedInto(Members properties, String type) {
        String section = SECTION_OF_TYPE.get(type);
        return section != null && sections.values().get(section) instanceof Members globals
                ? merge(globals, properties)
                : properties;
    }

    private static Members merge(Members globals, Members own) {
        SequencedMap<String, Value> merged = new LinkedHashMap<>(globals.values());
        own.values().forEach((name, value) -> merged.merge(name, value, Globals::merge));
        return new Members(merged, own.line());
    }

    private static Value merge(Value global, Value own) {
        if (global instanceof Members globals && own instanceof Members members) {
            return merge(globals, members);
        }
        if (global instanceof Items(List<Value> globals, _)
                && own instanceof Items(List<Value> items, int line)) {
            List<Value> all = new ArrayList<>(globals);
            all.addAll(items);
            return new Items(List.copyOf(all), line);
        }
        return own;
    }
}
