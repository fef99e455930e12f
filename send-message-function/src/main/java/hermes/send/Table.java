package hermes.send;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table and the way to it. Thread-safe. */
record Table(DynamoDbClient dynamoDb, String name) {}
