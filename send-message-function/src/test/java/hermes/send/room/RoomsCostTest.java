package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.DynamoConnections;
import hermes.send.InterceptedClients;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a connection in some further rooms costs. The table is in docs/architecture.md; a handshake is counted in
 * ConnectFunctionTest.
 */
class RoomsCostTest extends RoomsFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0  | 3 read, 0 written    | 3 read, 0 written   | 0 read, 1 written",
                    "1  | 8 read, 2 written    | 6 read, 0 written   | 0 read, 2 written",
                    "5  | 28 read, 6 written   | 18 read, 0 written  | 0 read, 6 written",
                    "50 | 253 read, 51 written | 153 read, 0 written | 0 read, 51 written"})
    void roomIsOneRowAndAHeartbeatWritesNothing(int rooms, String join, String heartbeat, String disconnect) {
        tokenRooms = IntStream.range(0, rooms).mapToObj(i -> "project-" + i).toList();
        var rows = new CountedRows();
        var dynamoDb = InterceptedClients.dynamoDb(db, rows);
        function = function(dynamoDb, queues.client());
        rows.take();

        resumeAll();
        assertThat(rows.take()).isEqualTo(join);
        resumeAll();
        assertThat(rows.take()).isEqualTo(heartbeat);
        // As DisconnectFunction does.
        new DynamoConnections(dynamoDb, db.table("ConnectionsTable"), clock).remove("own=");
        assertThat(rows.take()).isEqualTo(disconnect);
        assertThat(rows()).isEmpty();
    }

    private void resumeAll() {
        var named = tokenRooms.stream().map(room -> "\"%s\":{\"room\":%s}".formatted(room, START))
                .collect(Collectors.joining(","));
        assertThat(answer("resume", "{\"room\":%s%s}".formatted(START,
                named.isEmpty() ? "" : ",\"rooms\":{" + named + "}"))).startsWith("{\"recovered\":true")
                .doesNotContain("error");
    }
}
