package hermes.common;

/** A process that asks DynamoDB one thing by a client of {@link AwsClients}, and so shows what it takes from where. */
final class ListTables {

    private ListTables() {}

    public static void main(String[] args) {
        try (var dynamoDb = AwsClients.dynamoDb()) {
            dynamoDb.listTables();
        }
    }
}
