package hermes.local.template;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Value.Call;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
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

    private final String file;

    private TemplateReader(Path file) {
        this.file = file.getFileName().toString();
    }

    static Members read(Path path) {
        var reader = new TemplateReader(path);
        try (Reader text = Files.newBufferedReader(path)) {
            Value root = compose(text).map(reader::value)
                    .orElseThrow(() -> new LocalStackException(path + " is empty; expected a SAM template."));
            if (root instanceof Members members) {
                return members;
            }
            throw reader.broken(root.line(), "the template must be a mapping with a Resources section");
        } catch (NoSuchFileException _) {
            throw new LocalStackException("There is no template " + path.toAbsolutePath() + ".");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw reader.broken(line, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new LocalStackException(reader.file + " is not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalStackException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Node> compose(Reader text) {
        // CloudFormation refuses YAML aliases, so a template that has them must not work here either.
        var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
        return new Compose(settings).composeReader(text);
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
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
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
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private LocalStackException broken(int line, String problem) {
        return new LocalStackException("%s line %d: %s.".formatted(file, line, problem));
    }
}
