package hermes.common.grant;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import hermes.local.DynamoDbExtension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class GrantsTest {
    private static final Instant NOW = Instant.ofEpochSecond(4_102_488_000L).plusMillis(300);

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private Grants grants;

    @BeforeEach
    void atNoon() {
        grants = new Grants(db.client(), db.table("GrantsTable"), InstantSource.fixed(NOW));
    }

    @Test
    void grantedRoomIsFoundAmongOthers() {
        grants.grant("7", "ticket-3", NOW.plusSeconds(10));
        grants.grant("8", "project-9", NOW.plusSeconds(10));

        assertThat(grants.of("7", List.of("ticket-3", "project-9"))).isEqualTo(
                Map.of("ticket-3", new Grant(Instant.ofEpochSecond(4_102_488_011L), Optional.empty()),
                        "project-9", Grant.NONE));
    }

    @Test
    void fiftyRoomsAreReadAtOnce() {
        var rooms = IntStream.range(0, 50).mapToObj(i -> "室#" + i).toList();
        rooms.forEach(room -> grants.grant("7", room, NOW.plusSeconds(60)));

        assertThat(grants.of("7", rooms).values()).hasSize(50)
                .allMatch(grant -> grant.until(OptionalLong.empty(), NOW).isPresent());
    }

    @Test
    void itemsHaveTheNamesAndUnitsOfTheContract() {
        grants.grant("7", "ticket-3", NOW);
        grants.takeBack("7", "project-9");

        var end = NOW.plusSeconds(Contract.number("/rooms/taken_back_for_seconds")).getEpochSecond() + 1;
        assertThat(items()).containsExactlyInAnyOrder(
                Map.of(name("user"), text("7"), name("room"), text("ticket-3"), name("expiry"),
                        number("4102488001")),
                Map.of(name("user"), text("7"), name("room"), text("project-9"), name("valid_from"),
                        number("4102488061"), name("expiry"), number(Long.toString(end))));
    }

    @Test
    void laterGrantIsPutOverWhatWasTakenBack() {
        grants.takeBack("7", "ticket-3");
        grants.grant("7", "ticket-3", NOW.plusSeconds(10));

        assertThat(items()).hasSize(1);
        assertThat(grant("ticket-3").validFrom()).isEmpty();
    }

    @Test
    void whatCannotBeReadGrantsNothing() {
        put(Map.of());
        assertThat(grant("ticket-3")).isEqualTo(Grant.NONE);
        put(Map.of("expires_at", text("4102488001")));
        assertThat(grant("ticket-3").until(OptionalLong.empty(), NOW)).isEmpty();
        put(Map.of("expires_at", number("-1e100")));
        assertThat(grant("ticket-3").until(OptionalLong.empty(), NOW)).isEmpty();
    }

    @Test
    void whatCannotBeReadTakesBack() {
        for (var from : List.of(text("soon"), number("1e100"), AttributeValue.fromBool(true))) {
            put(Map.of("valid_from", from));
            assertThat(grant("ticket-3").until(OptionalLong.of(NOW.getEpochSecond()), NOW)).isEmpty();
        }
    }

    @Test
    void fractionsAreRoundedToWhereLessIsGranted() {
        put(Map.of("expires_at", number("4102488009.9"), "valid_from", number("4102488000.1")));

        assertThat(grant("ticket-3")).isEqualTo(new Grant(Instant.ofEpochSecond(4_102_488_009L),
                Optional.of(Instant.ofEpochSecond(4_102_488_001L))));
    }

    private Grant grant(String room) {
        return grants.of("7", List.of(room)).get(room);
    }

    private static void put(Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.put("user_id", text("7"));
        item.put("room_id", text("ticket-3"));
        db.client().putItem(put -> put.tableName(db.table("GrantsTable")).item(item));
    }

    private static List<Map<String, AttributeValue>> items() {
        return List.copyOf(db.client().scan(scan -> scan.tableName(db.table("GrantsTable"))).items().stream()
                .collect(toSet()));
    }

    private static String name(String attribute) {
        return Contract.text("/rooms/grant/" + attribute);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
