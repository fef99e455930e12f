package hermes.common.grant;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one place that knows the attributes of a grant in DynamoDB. Any backend may have written it. */
final class GrantItem {
    static final String ROOM = "room_id";
    private static final String USER = "user_id";
    private static final String EXPIRES_AT = "expires_at";
    private static final String VALID_FROM = "valid_from";

    /** The end of the year 9999. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private GrantItem() {}

    static Map<String, AttributeValue> key(String user, String room) {
        return Map.of(USER, AttributeValue.fromS(user), ROOM, AttributeValue.fromS(room));
    }

    static Map<String, AttributeValue> of(String user, String room, Grant grant) {
        var item = new HashMap<>(key(user, room));
        item.put(EXPIRES_AT, number(grant.expiresAt()));
        grant.validFrom().ifPresent(from -> item.put(VALID_FROM, number(from)));
        return item;
    }

    /** What cannot be read lets nobody in, and keeps out whom it was to keep out. */
    static Grant grant(Map<String, AttributeValue> item) {
        var validFrom = Optional.ofNullable(item.get(VALID_FROM))
                .map(value -> seconds(value, RoundingMode.CEILING).orElseGet(GrantItem::never));
        var expiresAt = Optional.ofNullable(item.get(EXPIRES_AT))
                .flatMap(value -> seconds(value, RoundingMode.FLOOR));
        return new Grant(expiresAt.orElse(validFrom.isPresent() ? never() : Instant.EPOCH), validFrom);
    }

    private static Optional<Instant> seconds(AttributeValue value, RoundingMode rounding) {
        return Optional.ofNullable(value.n()).map(BigDecimal::new)
                .map(number -> number.max(BigDecimal.ZERO).min(LATEST).setScale(0, rounding).longValue())
                .map(Instant::ofEpochSecond);
    }

    private static Instant never() {
        return Instant.ofEpochSecond(LATEST.longValue());
    }

    private static AttributeValue number(Instant time) {
        return AttributeValue.fromN(Long.toString(time.getEpochSecond()));
    }
}
