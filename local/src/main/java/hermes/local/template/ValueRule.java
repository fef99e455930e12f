package hermes.local.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the values at one path of a resource's properties may be. An absent one is none. Immutable.
 *
 * @param path names, with dots between them; a star stands for any
 * @param last is given the section in which the value is, and the value's name
 */
record ValueRule(String path, BiConsumer<Section, String> last) {

    void check(Section properties) {
        var names = path.split("\\.");
        var sections = Stream.of(properties);
        for (var name : Arrays.copyOf(names, names.length - 1)) {
            sections = sections.flatMap(section -> inside(section, name));
        }
        var value = names[names.length - 1];
        sections.forEach(section -> each(section, value, name -> last.accept(section, name)));
    }

    /** A list may have one entry only, as that of architectures. */
    static ValueRule oneOf(String path, String... allowed) {
        return new ValueRule(path, (section, name) -> {
            List<String> found = section.textOrTexts(name);
            section.require(found.size() == 1 && List.of(allowed).contains(found.getFirst()), name,
                    "one of " + String.join(", ", allowed));
        });
    }

    static ValueRule matching(String path, String pattern, String rule) {
        return new ValueRule(path, (section, name) -> section
                .require(section.text(name).matches(pattern), name, rule));
    }

    static ValueRule bytes(String path, int most) {
        return new ValueRule(path, (section, name) -> {
            int length = section.text(name).getBytes(StandardCharsets.UTF_8).length;
            if (length > most) {
                throw section.error("%s has %,d bytes, and %,d are allowed".formatted(name, length, most));
            }
        });
    }

    static ValueRule number(String path, int least, int most) {
        return new ValueRule(path, (section, name) -> section.between(name, least, least, most));
    }

    static ValueRule flag(String path) {
        return new ValueRule(path, Section::flag);
    }

    /** The mapping at the path has no other names. */
    static ValueRule only(String path, String... names) {
        return new ValueRule(path, (section, name) -> section.section(name).allowOnly(Set.of(names)));
    }

    private static Stream<Section> inside(Section section, String name) {
        return name.equals("*")
                ? section.names().stream().map(section::section)
                : section.optionalSection(name).stream();
    }

    private static void each(Section section, String name, Consumer<String> task) {
        section.names().stream().filter(found -> name.equals("*") || found.equals(name)).forEach(task);
    }
}
