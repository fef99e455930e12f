package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

class ReadCostTest extends FunctionFixture {

    @Test
    void readsOfADeliveryGrowWithTheRoomAndNotWithTheTable() {
        Rooms.fill(db, ROOM, 20);
        Rooms.fill(db, "few", 10);
        double amongFew = cost("m1", ROOM);
        Rooms.fill(db, "many", 10_000);
        double amongMany = cost("m2", ROOM);
        double ofALargeRoom = cost("m3", "many");

        System.out.printf(
                "Read units for a room of 20 among 10 foreign connections %s, among 10,000 %s; for 1,000 %s%n",
                amongFew, amongMany, ofALargeRoom);
        assertThat(amongMany).isEqualTo(amongFew).isLessThan(1);
        assertThat(ofALargeRoom).isGreaterThan(10 * amongFew);
    }

    private double cost(String messageId, String room) {
        var capacity = new Capacity();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, capacity)) {
            invoke(function(dynamoDb, queues.client()), Events.batch(
                    Events.record(messageId,
                            "{\"user_id\":7,\"room_id\":\"%s\",\"data\":1}".formatted(room))));
        }
        return capacity.units.stream().mapToDouble(units -> units).sum();
    }

    private static final class Capacity implements ExecutionInterceptor {
        private final List<Double> units = Collections.synchronizedList(new ArrayList<>());

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return context.request() instanceof QueryRequest query
                    ? query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build()
                    : context.request();
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.response() instanceof QueryResponse response) {
                units.add(response.consumedCapacity().capacityUnits());
            }
        }
    }
}
