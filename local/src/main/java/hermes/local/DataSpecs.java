package hermes.local;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The template's tables and queues by logical id.
 *
 * @param tables in the template's order
 */
record DataSpecs(SequencedMap<String, TableSpec> tables, SequencedMap<String, QueueSpec> queues) {

    static DataSpecs of(Template template, PhysicalResources physical) {
        var specs = new DataSpecs(new LinkedHashMap<>(), new LinkedHashMap<>());
        template.resources().forEach(resource -> {
            if (resource.type().equals(ResourceTypes.TABLE)) {
                specs.tables.put(resource.id(),
                        TableSpec.of(physical.of(resource), template.properties(resource, physical)));
            }
            if (resource.type().equals(ResourceTypes.QUEUE)) {
                String name = physical.attribute(resource.id(), "QueueName").orElseThrow();
                specs.queues.put(resource.id(), QueueSpec.of(name, template.properties(resource, physical)));
            }
        });
        return specs;
    }
}
