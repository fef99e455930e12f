package hermes.local.template;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/** Typed access to resolved properties, with messages that say where the template is wrong. Immutable. */
public final class Section {

    private final TemplateFile file;
    private final String where;
    private final Members members;

    /** @param where the logical id, and the path inside it: {@code ConnectFunction.Environment} */
    public Section(TemplateFile file, String where, Value value) {
        this.file = file;
        this.where = where;
        if (!(value instanceof Members found)) {
            throw file.error(value, where, "a mapping is expected");
        }
        this.members = found;
    }

    public int line() {
        return members.line();
    }

    public SequencedSet<String> names() {
        return members.values().sequencedKeySet();
    }

    /** Refuses whatever is not in the set, because ignoring it would behave unlike AWS. */
    public void allowOnly(Set<String> known) {
        names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw file.error(members.values().get(name), where + "." + name, "is not emulated");
        });
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> error("the property " + name + " is missing"));
    }

    public Optional<String> optionalText(String name) {
        return find(name).map(value -> textOf(value, name));
    }

    int integer(String name, int otherwise) {
        return optionalText(name).map(text -> wholeNumber(name, text)).orElse(otherwise);
    }

    /**
     * A whole number within AWS's bounds.
     *
     * @param otherwise if there is no such property
     */
    public int between(String name, int least, int otherwise, int most) {
        int number = integer(name, otherwise);
        if (number < least || number > most) {
            throw file.error(members.values().get(name), where + "." + name,
                    "found %d, expected %d to %d".formatted(number, least, most));
        }
        return number;
    }

    public boolean flag(String name) {
        String text = optionalText(name).orElse("false");
        require(text.equals("true") || text.equals("false"), name, "true or false");
        return text.equals("true");
    }

    /** @param expected what would have been right, for the message if it was not */
    public void require(boolean right, String name, String expected) {
        if (!right) {
            var found = members.values().get(name);
            throw file.error(found, where + "." + name, "found '%s', expected %s"
                    .formatted(found instanceof Text(String text, _) ? text : textOrTexts(name), expected));
        }
    }

    /** Empty if there is no such property. */
    public List<String> texts(String name) {
        return items(name).stream().map(item -> textOf(item, name)).toList();
    }

    /** The same, where a single text stands for a list of one. */
    public List<String> textOrTexts(String name) {
        return itemOrItems(name).stream().map(item -> textOf(item, name)).toList();
    }

    /** The mappings of a list; empty if there is no such property. */
    public List<Section> sections(String name) {
        return items(name).stream().map(item -> new Section(file, where + "." + name, item)).toList();
    }

    /** The same, where a single mapping stands for a list of one. */
    public List<Section> sectionOrSections(String name) {
        return itemOrItems(name).stream().map(item -> new Section(file, where + "." + name, item))
                .toList();
    }

    public Section section(String name) {
        return optionalSection(name).orElseThrow(() -> error("the property " + name + " is missing"));
    }

    public Optional<Section> optionalSection(String name) {
        return find(name).map(value -> new Section(file, where + "." + name, value));
    }

    /** The whole mapping as names and texts, in the template's order. */
    public SequencedMap<String, String> allTexts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        members.values().forEach((name, value) -> texts.put(name, textOf(value, name)));
        return texts;
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(members.values().get(name));
    }

    public LocalStackException error(String problem) {
        return file.error(members, where, problem);
    }

    private List<Value> items(String name) {
        return find(name).map(value -> {
            if (value instanceof Items(List<Value> values, _)) {
                return values;
            }
            throw file.error(value, where + "." + name, "a list is expected");
        }).orElse(List.of());
    }

    private List<Value> itemOrItems(String name) {
        return find(name).filter(value -> !(value instanceof Items)).map(List::of)
                .orElseGet(() -> items(name));
    }

    private String textOf(Value value, String name) {
        if (value instanceof Text(String text, _)) {
            return text;
        }
        throw file.error(value, where + "." + name, "a single value is expected");
    }

    private int wholeNumber(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw file.error(members.values().get(name), where + "." + name,
                    "found '%s', expected a whole number".formatted(text));
        }
    }
}
