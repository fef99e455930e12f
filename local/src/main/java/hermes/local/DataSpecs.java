package hermes.local;

import hermes.local.dynamodb.TableSpec;
import hermes.local.sqs.QueueSpec;
import hermes.local.template.Resource;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Template;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The template's tables and queues by logical id.
 *
 * @param tables in the template's order
 */
record DataSpecs(SequencedMap<String, TableSpec> tables, SequencedMap<String, QueueSpec> queues) {

    static DataSpecs of(Template template, ResourceRefs refs) {
        var specs = new DataSpecs(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Resource table : template.resources(ResourceTypes.TABLE)) {
            specs.tables.put(table.id(),
                    TableSpec.of(refs.of(table), template.properties(table, refs)));
        }
        for (Resource queue : template.resources(ResourceTypes.QUEUE)) {
            String name = refs.attribute(queue.id(), "QueueName").orElseThrow();
            specs.queues.put(queue.id(), QueueSpec.of(name, template.properties(queue, refs)));
        }
        return specs;
    }
}
