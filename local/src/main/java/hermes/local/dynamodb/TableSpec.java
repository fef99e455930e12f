package hermes.local.dynamodb;

import hermes.local.template.Section;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/**
 * A table of the template, as DynamoDB's own request.
 *
 * @param timeToLive the attribute with the expiry, empty if items do not expire
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html">
 *      AWS::DynamoDB::Table</a>
 */
public record TableSpec(CreateTableRequest request, Optional<String> timeToLive) {

    private static final Set<String> GLOBAL_INDEX = Set.of("IndexName", "KeySchema", "Projection",
            "OnDemandThroughput", "WarmThroughput", "ContributorInsightsSpecification");
    private static final Set<String> LOCAL_INDEX = Set.of("IndexName", "KeySchema", "Projection");

    /** @param name the physical name */
    public static TableSpec of(String name, Section table) {
        if (!table.text("BillingMode").equals(BillingMode.PAY_PER_REQUEST.toString())) {
            throw table.error("only BillingMode PAY_PER_REQUEST is emulated");
        }
        var request = CreateTableRequest.builder().tableName(name).billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(table)).keySchema(keys(table));
        List<GlobalSecondaryIndex> global = globalIndexes(table);
        List<LocalSecondaryIndex> local = localIndexes(table);
        // An empty list is refused; an absent one means none.
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        return new TableSpec(request.build(), timeToLive(table));
    }

    private static List<AttributeDefinition> attributes(Section table) {
        return table.sections("AttributeDefinitions").stream().map(attribute -> AttributeDefinition.builder()
                .attributeName(attribute.text("AttributeName")).attributeType(attribute.text("AttributeType"))
                .build()).toList();
    }

    private static List<KeySchemaElement> keys(Section owner) {
        return owner.sections("KeySchema").stream().map(key -> KeySchemaElement.builder()
                .attributeName(key.text("AttributeName")).keyType(key.text("KeyType")).build()).toList();
    }

    private static List<GlobalSecondaryIndex> globalIndexes(Section table) {
        return table.sections("GlobalSecondaryIndexes").stream().map(index -> {
            index.allowOnly(GLOBAL_INDEX);
            return GlobalSecondaryIndex.builder().indexName(index.text("IndexName")).keySchema(keys(index))
                    .projection(projection(index)).build();
        }).toList();
    }

    private static List<LocalSecondaryIndex> localIndexes(Section table) {
        return table.sections("LocalSecondaryIndexes").stream().map(index -> {
            index.allowOnly(LOCAL_INDEX);
            return LocalSecondaryIndex.builder().indexName(index.text("IndexName")).keySchema(keys(index))
                    .projection(projection(index)).build();
        }).toList();
    }

    private static Projection projection(Section index) {
        Section projection = index.section("Projection");
        projection.allowOnly(Set.of("ProjectionType", "NonKeyAttributes"));
        var built = Projection.builder().projectionType(projection.text("ProjectionType"));
        List<String> attributes = projection.texts("NonKeyAttributes");
        return (attributes.isEmpty() ? built : built.nonKeyAttributes(attributes)).build();
    }

    private static Optional<String> timeToLive(Section table) {
        return table.optionalSection("TimeToLiveSpecification").filter(ttl -> ttl.flag("Enabled"))
                .map(ttl -> ttl.text("AttributeName"));
    }
}
