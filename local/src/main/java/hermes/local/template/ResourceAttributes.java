package hermes.local.template;

import hermes.local.template.Value.Members;
import java.util.Collection;
import java.util.Set;

/**
 * What stands beside a resource's properties, as CloudFormation checks it.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html">
 *      Resource attributes</a>
 */
final class ResourceAttributes {

    private static final Set<String> KNOWN = Set.of("Type", "Properties", "Condition", "DependsOn",
            "DeletionPolicy", "UpdateReplacePolicy", "Metadata");
    private static final int LONGEST_ID = 255;

    private ResourceAttributes() {}

    /** @return the resource, whether or not it exists in this run */
    static Section of(TemplateFile file, String id, Value definition) {
        var resource = new Section(file, id, definition);
        resource.allowOnly(KNOWN);
        ValueRule.oneOf("DeletionPolicy", "Delete", "Retain", "RetainExceptOnCreate").check(resource);
        ValueRule.oneOf("UpdateReplacePolicy", "Delete", "Retain").check(resource);
        return resource;
    }

    /** Of resources, parameters and outputs. */
    static void requireId(Section named, String id) {
        if (!id.matches("[A-Za-z0-9]{1,%d}".formatted(LONGEST_ID))) {
            throw named.error("logical ids are letters and digits only, %d at most".formatted(LONGEST_ID));
        }
    }

    /**
     * @param resources of the whole template
     * @param existing those of this run, of which SAM makes more
     */
    static void checkOrder(TemplateFile file, Members resources, Collection<Resource> existing) {
        resources.values().forEach((id, definition) -> {
            var resource = new Section(file, id, definition);
            for (var other : resource.textOrTexts("DependsOn")) {
                var there = resources.values().containsKey(other)
                        || existing.stream().anyMatch(one -> GeneratedIds.has(one, other));
                if (!there || other.equals(id)) {
                    throw resource.error("DependsOn names %s, which is no other resource of the template"
                            .formatted(other));
                }
            }
        });
    }
}
