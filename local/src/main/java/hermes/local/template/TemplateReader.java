package hermes.local.template;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Value.Call;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads CloudFormation YAML, in which an intrinsic function is either a short tag or a mapping with one key.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *      Intrinsic functions</a>
 */
final class TemplateReader {

    /** @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a> */
    private static final int MOST_BYTES = 1_000_000;

    /** Some templates have twenty; those who read a tree of ten thousand by recursion run out of stack. */
    private static final int MOST_LEVELS = 100;

    private final String file;

    private TemplateReader(Path file) {
        this.file = file.getFileName().toString();
    }

    static Members read(Path path) {
        var reader = new TemplateReader(path);
        try {
            Value root = reader.compose(reader.text(path)).map(reader::value)
                    .orElseThrow(() -> new LocalStackException(path + " is empty; expected a SAM template."));
            if (root instanceof Members members) {
                return members;
            }
            throw reader.broken(root.line(), "the template must be a mapping with a Resources section");
        } catch (NoSuchFileException _) {
            throw new LocalStackException("There is no template " + path.toAbsolutePath() + ".");
        } catch (CharacterCodingException e) {
            throw new LocalStackException(reader.file + " is not UTF-8.", e);
        } catch (MarkedYamlEngineException e) {
            int line = line(e.getProblemMark());
            throw reader.broken(line, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new LocalStackException(reader.file + " is not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalStackException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String text(Path path) throws IOException {
        long bytes = Files.size(path);
        if (bytes > MOST_BYTES) {
            throw new LocalStackException("%s has %,d bytes, and CloudFormation takes templates of up to %,d."
                    .formatted(file, bytes, MOST_BYTES));
        }
        return Files.readString(path);
    }

    private Optional<Node> compose(String text) {
        // CloudFormation refuses YAML aliases, so a template that has them must not work here either.
        var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
        int level = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            level += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (level > MOST_LEVELS) {
                throw broken(line(event.getStartMark()),
                        "nested more than %d levels deep".formatted(MOST_LEVELS));
            }
        }
        return new Compose(settings).composeString(text);
    }

    private Value value(Node node) {
        int line = line(node);
        String tag = node.getTag().getValue();
        if (isShortTag(tag)) {
            String function = longName(tag.substring(1));
            return new Call(function, argument(function, untagged(node, line)), line);
        }
        return untagged(node, line);
    }

    private Value untagged(Node node, int line) {
        return switch (node) {
            case ScalarNode scalar -> text(scalar, line);
            case SequenceNode sequence ->
                new Items(sequence.getValue().stream().map(this::value).toList(), line);
            case MappingNode mapping -> members(mapping, line);
            default -> throw broken(line, "aliases are not allowed in a CloudFormation template");
        };
    }

    private Text text(ScalarNode scalar, int line) {
        if (scalar.getTag().equals(Tag.NULL)) {
            throw broken(line,
                    "a null value, which CloudFormation does not allow: give a value or remove the key");
        }
        return new Text(scalar.getValue(), line);
    }

    private Value members(MappingNode mapping, int line) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                throw broken(line(tuple.getKeyNode()), "a key that is a list or a mapping; expected a text");
            }
            String key = scalar.getValue();
            if (values.put(key, value(tuple.getValueNode())) != null) {
                throw broken(line(tuple.getKeyNode()), "the key " + key + " is given twice");
            }
        }
        if (values.size() == 1 && isLongName(values.firstEntry().getKey())) {
            String function = values.firstEntry().getKey();
            return new Call(function, argument(function, values.firstEntry().getValue()), line);
        }
        return new Members(values, line);
    }

    /** {@code GetAtt Table.Arn} and {@code GetAtt [Table, Arn]} are the same. */
    private static Value argument(String function, Value argument) {
        if (function.equals("Fn::GetAtt") && argument instanceof Text(String text, int line)) {
            int dot = text.indexOf('.');
            if (dot > 0) {
                return new Items(List.of(new Text(text.substring(0, dot), line),
                        new Text(text.substring(dot + 1), line)), line);
            }
        }
        return argument;
    }

    private static boolean isShortTag(String tag) {
        return tag.startsWith("!") && tag.length() > 1;
    }

    private static String longName(String shortName) {
        return shortName.equals("Ref") || shortName.equals("Condition") ? shortName : "Fn::" + shortName;
    }

    private static boolean isLongName(String key) {
        return key.equals("Ref") || key.startsWith("Fn::");
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(start -> start.getLine() + 1).orElse(0);
    }

    private LocalStackException broken(int line, String problem) {
        return new LocalStackException("%s line %d: %s.".formatted(file, line, problem));
    }
}
