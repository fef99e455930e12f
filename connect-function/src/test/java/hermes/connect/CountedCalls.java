package hermes.connect;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What DynamoDB counts for the calls of a client, by the kind of call. Any other kind is an error. Thread-safe. */
final class CountedCalls implements ExecutionInterceptor {
    private final Map<String, Double> units = new ConcurrentSkipListMap<>();

    /** A client like another, but counted. */
    DynamoDbClient client(DynamoDbClient like) {
        var configuration = like.serviceClientConfiguration();
        return DynamoDbClient.builder().endpointOverride(configuration.endpointOverride().orElseThrow())
                .region(configuration.region())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.addExecutionInterceptor(this)).build();
    }

    Map<String, Double> units() {
        return new TreeMap<>(units);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case PutItemRequest put ->
                put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case QueryRequest query ->
                query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            default -> throw new AssertionError("not a call of a handshake: " + context.request());
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.response()) {
            case PutItemResponse put -> add("PutItem", put.consumedCapacity().capacityUnits());
            case QueryResponse query -> add("Query", query.consumedCapacity().capacityUnits());
            default -> throw new AssertionError("not an answer of a handshake: " + context.response());
        }
    }

    private void add(String call, double consumed) {
        units.merge(call, consumed, Double::sum);
    }
}
