package hermes.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.load.LoadRooms.Seat;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LoadRoomsTest {

    @Test
    void connectionsAreSpreadEvenly() {
        var rooms = rooms(23, 5);

        assertThat(rooms.seats()).hasSize(23);
        assertThat(counted(rooms, Seat::room).values()).containsExactlyInAnyOrder(5L, 5L, 5L, 4L, 4L);
    }

    @Test
    void aTokenServesTenConnectionsOfOneRoom() {
        var rooms = rooms(1_000, 1);

        assertThat(rooms.users()).hasSize(100);
        assertThat(counted(rooms, Function.identity()).values()).containsOnly(10L);
    }

    @Test
    void noTwoRunsShareARoomOrAUser() {
        var one = rooms(10, 10);
        var other = rooms(10, 10);

        assertThat(one.rooms()).doesNotContainAnyElementsOf(other.rooms())
                .allMatch(room -> room.startsWith("hermes-load-"));
        assertThat(one.users()).extracting(Seat::user)
                .doesNotContainAnyElementsOf(other.users().stream().map(Seat::user).toList());
    }

    private static LoadRooms rooms(int connections, int rooms) {
        return LoadRooms.of(new LoadPlan(connections, rooms, 1, Duration.ofSeconds(1), false, 1));
    }

    private static <T> Map<T, Long> counted(LoadRooms rooms, Function<Seat, T> by) {
        return rooms.seats().stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
