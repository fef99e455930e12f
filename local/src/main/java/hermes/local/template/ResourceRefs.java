package hermes.local.template;

import hermes.local.stack.Addresses;
import hermes.local.stack.StableIds;
import hermes.local.stack.StackIdentity;
import hermes.local.template.Value.Text;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Parameters and the local stand-ins of the resources, as the template refers to them. For one thread: the one
 * that starts the stack.
 */
public final class ResourceRefs implements References {

    /** What {@code AutoPublishAlias} would have published. */
    public static final String FUNCTION_VERSION = "1";

    private final Template template;
    private final Addresses addresses;
    private final Map<String, ResourceRef> known = new HashMap<>();
    private final SequencedSet<String> naming = new LinkedHashSet<>();

    public ResourceRefs(Template template, Addresses addresses) {
        this.template = template;
        this.addresses = addresses;
    }

    @Override
    public Optional<Value> ref(String name, int line) {
        return template.parameter(name, line).or(() -> resourceRef(name).map(ref -> new Text(ref, line)));
    }

    @Override
    public Optional<String> attribute(String logicalId, String attribute) {
        return find(logicalId).map(ref -> ref.attributes().get(attribute));
    }

    /** The value of {@code Ref} for a resource that the template has. */
    public String of(Resource resource) {
        return find(resource.id()).orElseThrow().ref();
    }

    /** The name of a secret, which is not its {@code Ref}. */
    public String physicalName(Resource secret) {
        return named(secret, "Name");
    }

    /** With the alias, if the function has one. */
    public String invokedArn(Resource function) {
        return resourceRef(function.id() + ".Alias").or(() -> attribute(function.id(), "Arn")).orElseThrow();
    }

    /** The template's outputs with the addresses of this machine. */
    public SequencedMap<String, String> outputs() {
        SequencedMap<String, String> outputs = template.outputs(this);
        outputs.replaceAll((_, value) -> localised(value));
        return Collections.unmodifiableSequencedMap(outputs);
    }

    /** The text with addresses on AWS replaced by those of this machine. */
    public String localised(String text) {
        String localised = text;
        for (Resource api : template.resources(ResourceTypes.WEB_SOCKET_API)) {
            localised = addresses.localised(localised,
                    "%s.execute-api.%s.amazonaws.com".formatted(of(api), template.identity().region()));
        }
        return localised;
    }

    private Optional<String> resourceRef(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return find(name).map(ResourceRef::ref).or(() -> generated(name));
        }
        // SAM's own references: Function.Alias and Function.Version.
        return find(name.substring(0, dot))
                .map(found -> found.attributes().get("#" + name.substring(dot + 1)));
    }

    /** The ids of routes, which SAM generates out of the API's id and the route key. */
    private Optional<String> generated(String name) {
        return template.resources(ResourceTypes.WEB_SOCKET_API).stream()
                .flatMap(api -> GeneratedIds.routes(api).stream())
                .filter(name::equals).findFirst();
    }

    private Optional<ResourceRef> find(String id) {
        ResourceRef found = known.get(id);
        if (found != null) {
            return Optional.of(found);
        }
        return template.resource(id).map(this::name);
    }

    private ResourceRef name(Resource resource) {
        if (!naming.add(resource.id())) {
            throw template.file().error(resource.properties(), resource.id(),
                    "the names of " + String.join(", ", naming) + " depend on each other");
        }
        ResourceRef ref = ref(resource);
        naming.remove(resource.id());
        known.put(resource.id(), ref);
        return ref;
    }

    private ResourceRef ref(Resource resource) {
        StackIdentity stack = template.identity();
        return switch (resource.type()) {
            case ResourceTypes.TABLE -> table(named(resource, "TableName"));
            case ResourceTypes.QUEUE -> queue(named(resource, "QueueName"));
            case ResourceTypes.FUNCTION -> function(resource, named(resource, "FunctionName"));
            case ResourceTypes.SECRET -> secret(named(resource, "Name"));
            case ResourceTypes.LOG_GROUP -> logGroup(named(resource, "LogGroupName"));
            case ResourceTypes.WEB_SOCKET_API ->
                new ResourceRef(StableIds.api(stack, resource.id()), Map.of());
            case ResourceTypes.ROLE -> {
                String name = named(resource, "RoleName");
                yield new ResourceRef(name,
                        Map.of("Arn", "arn:aws:iam::%s:role/%s".formatted(stack.account(), name)));
            }
            case ResourceTypes.MANAGED_POLICY -> new ResourceRef("arn:aws:iam::%s:policy/%s"
                    .formatted(stack.account(), named(resource, "ManagedPolicyName")), Map.of());
            default -> new ResourceRef(stack.physicalName(resource.id()), Map.of());
        };
    }

    private ResourceRef table(String name) {
        return withArn(name, "dynamodb", "table/");
    }

    private ResourceRef queue(String name) {
        StackIdentity stack = template.identity();
        String url = "%s/%s/%s".formatted(addresses.awsEndpoint(), stack.account(), name);
        return new ResourceRef(url,
                Map.of("Arn", stack.arn("sqs", name), "QueueName", name, "QueueUrl", url));
    }

    private ResourceRef function(Resource resource, String name) {
        String arn = template.identity().arn("lambda", "function:" + name);
        Map<String, String> attributes = new HashMap<>(Map.of("Arn", arn));
        template.property(resource, "AutoPublishAlias", this).ifPresent(alias -> {
            attributes.put("#Alias", arn + ":" + alias);
            attributes.put("#Version", arn + ":" + FUNCTION_VERSION);
        });
        return new ResourceRef(name, Map.copyOf(attributes));
    }

    private ResourceRef secret(String name) {
        String arn = template.identity().arn("secretsmanager",
                "secret:" + name + "-" + StableIds.suffix(name));
        return new ResourceRef(arn, Map.of("Id", arn));
    }

    /** The ARN that CloudFormation gives means the streams of the group. */
    private ResourceRef logGroup(String name) {
        return new ResourceRef(name,
                Map.of("Arn", template.identity().arn("logs", "log-group:" + name + ":*")));
    }

    private ResourceRef withArn(String name, String service, String resourcePrefix) {
        return new ResourceRef(name, Map.of("Arn", template.identity().arn(service, resourcePrefix + name)));
    }

    private String named(Resource resource, String property) {
        return template.property(resource, property, this)
                .orElseGet(() -> template.identity().physicalName(resource.id()));
    }
}
