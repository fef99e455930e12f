package hermes.send.stream;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table and the way to it. Thread-safe. */
public record Table(DynamoDbClient dynamoDb, String name) {}
