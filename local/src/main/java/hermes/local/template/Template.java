package hermes.local.template;

import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A SAM template with parameters given and conditions decided: what of it exists in this run. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">
 *      Template anatomy</a>
 */
public final class Template {

    private static final String SAM = "AWS::Serverless-2016-10-31";
    private static final Set<String> SECTIONS = Set.of("AWSTemplateFormatVersion", "Transform", "Description",
            "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Globals", "Resources", "Outputs");
    private static final Members NOTHING = new Members(new LinkedHashMap<>(), 0);

    private final TemplateFile file;
    private final StackIdentity identity;
    private final Members root;
    private final Parameters parameters;
    private final Conditions conditions;
    private final SequencedMap<String, Resource> resources = new LinkedHashMap<>();

    /** @throws LocalStackException one sentence about the first thing that is wrong */
    public Template(Path path, StackIdentity identity, Map<String, String> parameters) {
        this.file = new TemplateFile(path);
        this.identity = identity;
        this.root = TemplateReader.read(path);
        check(new Section(file, "template", root));
        this.parameters = new Parameters(file, section("Parameters"), parameters);
        Rules.check(file, section("Rules"), withoutResources());
        this.conditions = new Conditions(file, section("Conditions"), withoutResources(),
                section("Mappings"));
        var globals = new Globals(file, section("Globals"));
        var definitions = section("Resources");
        definitions.values().forEach((id, definition) -> addResource(id, definition, globals));
        ResourceAttributes.checkOrder(file, definitions, resources.values());
    }

    /** @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a> */
    private static void check(Section template) {
        template.allowOnly(SECTIONS);
        if (!template.optionalText("Transform").equals(Optional.of(SAM))) {
            throw template.error("expected Transform: " + SAM + " and no other");
        }
        ValueRule.oneOf("AWSTemplateFormatVersion", "2010-09-09").check(template);
        ValueRule.bytes("Description", 1024).check(template);
        if (template.section("Resources").names().isEmpty()) {
            throw template.error("at least one resource must be defined");
        }
        for (var section : List.of("Resources", "Parameters", "Outputs")) {
            template.optionalSection(section).ifPresent(names -> names.names()
                    .forEach(name -> ResourceAttributes.requireId(names.section(name), name)));
        }
    }

    public TemplateFile file() {
        return file;
    }

    public StackIdentity identity() {
        return identity;
    }

    /** In the template's order. */
    public List<Resource> resources(String type) {
        return resources.values().stream().filter(resource -> resource.type().equals(type)).toList();
    }

    public Optional<Resource> resource(String id) {
        return Optional.ofNullable(resources.get(id));
    }

    /** The value of a parameter or pseudo parameter. */
    Optional<Value> parameter(String name, int line) {
        return parameters.find(name).or(() -> pseudoParameter(name).map(text -> new Text(text, line)));
    }

    private Optional<String> pseudoParameter(String name) {
        return Optional.ofNullable(switch (name) {
            case "AWS::Region" -> identity.region();
            case "AWS::AccountId" -> identity.account();
            case "AWS::StackName" -> identity.name();
            case "AWS::StackId" -> identity.arn("cloudformation", "stack/" + identity.name() + "/local");
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> null;
        });
    }

    /** The properties with every intrinsic function replaced, and values that their types allow. */
    public Section properties(Resource resource, References references) {
        Value resolved = intrinsics(references).resolve(resource.properties(), resource.id()).orElseThrow();
        var properties = new Section(file, resource.id(), resolved);
        PropertyRules.check(resource.type(), properties);
        return properties;
    }

    /** One property that the resource may have, without looking at the others. */
    public Optional<String> property(Resource resource, String name, References references) {
        String where = resource.id() + "." + name;
        return Optional.ofNullable(resource.properties().values().get(name))
                .flatMap(value -> intrinsics(references).resolve(value, where))
                .map(value -> {
                    if (value instanceof Text(String text, _)) {
                        return text;
                    }
                    throw file.error(value, where, "a single value is expected");
                });
    }

    /** The outputs whose condition is met, in the template's order. */
    SequencedMap<String, String> outputs(References references) {
        SequencedMap<String, String> outputs = new LinkedHashMap<>();
        section("Outputs").values().forEach((name, definition) -> {
            if (exists(definition, "Outputs." + name)) {
                Value resolved = intrinsics(references).resolve(definition, "Outputs." + name).orElseThrow();
                outputs.put(name, new Section(file, "Outputs." + name, resolved).text("Value"));
            }
        });
        return outputs;
    }

    private void addResource(String id, Value definition, Globals globals) {
        var attributes = ResourceAttributes.of(file, id, definition);
        String type = attributes.text("Type");
        ResourceTypes.requireKnown(type, attributes);
        if (!exists(definition, id)) {
            return;
        }
        Members own = attributes.find("Properties").map(value -> members(value, id)).orElse(NOTHING);
        Members properties = globals.mergedInto(own, type);
        ResourceTypes.requireKnownProperties(type, new Section(file, id, properties));
        resources.put(id, new Resource(id, type, properties));
    }

    private boolean exists(Value definition, String where) {
        return new Section(file, where, definition).optionalText("Condition")
                .map(name -> conditions.isMet(name, definition, where)).orElse(true);
    }

    private Members section(String name) {
        return Optional.ofNullable(root.values().get(name)).map(value -> members(value, name))
                .orElse(NOTHING);
    }

    private Members members(Value value, String where) {
        if (value instanceof Members members) {
            return members;
        }
        throw file.error(value, where, "a mapping is expected");
    }

    private Intrinsics intrinsics(References references) {
        return new Intrinsics(file, references, conditions, section("Mappings"));
    }

    private References withoutResources() {
        return new References() {
            @Override
            public Optional<Value> ref(String name, int line) {
                return parameter(name, line);
            }

            @Override
            public Optional<String> attribute(String logicalId, String attribute) {
                return Optional.empty();
            }
        };
    }
}
