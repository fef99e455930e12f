package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.DynamoDbExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomPagesTest {
    /** In the future, because DynamoDB Local really deletes rows whose time to live is over. */
    private static final Instant NOW = Instant.parse("2100-01-01T12:00:00Z");

    /** DynamoDB ends a page of a query after 1 MB whatever the limit: some 550 rows of a room with this name. */
    private static final String LONG = "x".repeat(1800);

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private DynamoConnections connections;

    @BeforeEach
    void atNoon() {
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void emptyRoomIsOnePageWithoutConnections() {
        assertThat(connections.inRoom("acme", Optional.empty(), 10))
                .isEqualTo(new Page(List.of(), List.of(), Optional.empty()));
    }

    @Test
    void pagesHoldEveryConnectionOfTheRoomOnce() {
        var expected = put(25, "acme", i -> "user" + i % 3);
        put(5, "other", i -> "user" + i);

        var pages = pages("acme", 10);

        assertThat(pages).extracting(page -> page.live().size()).containsExactly(10, 10, 5);
        assertThat(pages).flatExtracting(Page::live).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void roomOfFullPagesNeedsNoPageMore() {
        put(20, "acme", _ -> "7");

        assertThat(pages("acme", 10)).extracting(page -> page.live().size()).containsExactly(10, 10);
    }

    @Test
    void cursorStaysValidWhenItsConnectionIsGone() {
        var expected = new ArrayList<>(put(10, "acme", _ -> "7"));
        var first = connections.inRoom("acme", Optional.empty(), 4);
        connections.remove(first.next().orElseThrow().connection());
        expected.removeAll(first.live());

        var rest = connections.inRoom("acme", first.next(), 10);

        assertThat(rest.live()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void expiredConnectionsAreApartFromLiveOnes() {
        var live = put(3, "acme", i -> "user" + i);
        var old = new Connection("old", "acme", "user1", NOW.minusSeconds(9000), NOW.minusSeconds(1));
        connections.put(old);

        var page = connections.inRoom("acme", Optional.empty(), 10);

        assertThat(page.live()).containsExactlyInAnyOrderElementsOf(live);
        assertThat(page.expired()).containsExactly(old);
        assertThat(connections.ofUser("acme", "user1").expired()).containsExactly(old);
    }

    @Test
    void pageThatDynamoDbCutsShortIsFollowedToTheEnd() {
        var expected = put(700, LONG, _ -> "7");

        var pages = pages(LONG, 5000);

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(ids(pages.stream().map(Page::live).flatMap(List::stream).toList()))
                .isEqualTo(ids(expected));
    }

    @Test
    void allConnectionsOfOneUserComeAtOnce() {
        var expected = put(700, LONG, _ -> "7");

        var page = connections.ofUser(LONG, "7");

        assertThat(ids(page.live())).isEqualTo(ids(expected));
        assertThat(page.next()).isEmpty();
    }

    @Test
    void userIsNotTakenForAnotherThatBeginsAlike() {
        var expected = put(2, "acme", _ -> "7");
        put(2, "acme-2", _ -> "7");
        connections.put(Connection.since(NOW, "c77", "acme", "77"));

        assertThat(connections.ofUser("acme", "7").live()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A scan too ends a page after 1 MB. */
    @Test
    void everyoneInAllRoomsIsListedButThoseWhoHaveExpired() {
        var expected = new ArrayList<>(put(700, LONG, _ -> "7"));
        expected.addAll(put(3, "acme", _ -> "9"));
        connections.put(Connection.since(NOW.minusSeconds(9_000), "gone", "acme", "7"));

        assertThat(ids(connections.inAllRooms().toList())).isEqualTo(ids(expected));
    }

    @Test
    void emptyPageIsNoPage() {
        assertThatThrownBy(() -> connections.inRoom("acme", Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected at least 1");
    }

    private List<Page> pages(String room, int limit) {
        var pages = new ArrayList<Page>();
        var after = Optional.<Page.Cursor>empty();
        do {
            var page = connections.inRoom(room, after, limit);
            pages.add(page);
            after = page.next();
        } while (after.isPresent());
        return pages;
    }

    /** So that a failure does not print a megabyte of rows. */
    private static List<String> ids(List<Connection> connections) {
        return connections.stream().map(Connection::id).sorted().toList();
    }

    private List<Connection> put(int count, String room, IntFunction<String> user) {
        var put = IntStream.range(0, count)
                .mapToObj(i -> Connection.since(NOW, room.substring(0, 4) + room.length() + "-" + i, room,
                        user.apply(i)))
                .toList();
        put.forEach(connections::put);
        return put;
    }
}
