package hermes.common.grant;

import hermes.common.EpochSeconds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one place that knows the attributes of a grant in DynamoDB. Any backend may have written it. */
final class GrantItem {
    static final String ROOM = "room_id";
    private static final String USER = "user_id";
    private static final String EXPIRES_AT = "expires_at";
    private static final String VALID_FROM = "valid_from";

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
                .map(value -> seconds(value, EpochSeconds::ceiling).orElseGet(GrantItem::never));
        var expiresAt = Optional.ofNullable(item.get(EXPIRES_AT))
                .flatMap(value -> seconds(value, EpochSeconds::floor));
        return new Grant(expiresAt.orElse(validFrom.isPresent() ? never() : Instant.EPOCH), validFrom);
    }

    private static Optional<Instant> seconds(AttributeValue value, ToLongFunction<BigDecimal> rounding) {
        return Optional.ofNullable(value.n()).map(BigDecimal::new)
                .map(rounding::applyAsLong)
                .map(Instant::ofEpochSecond);
    }

    private static Instant never() {
        return Instant.ofEpochSecond(EpochSeconds.LATEST);
    }

    private static AttributeValue number(Instant time) {
        return AttributeValue.fromN(Long.toString(time.getEpochSecond()));
    }
}
