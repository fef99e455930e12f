package hermes.system.rooms;

import hermes.common.grant.Grants;
import hermes.system.WholeStack;
import java.time.Clock;
import java.time.Duration;

/** A room beside the home room, as backends and user 7 see it. */
record FurtherRoom(WholeStack stack, String id) {

    FurtherRoom(WholeStack stack) {
        this(stack, stack.newRoom());
    }

    void grant(Duration time) {
        grants().grant("7", id, Clock.systemUTC().instant().plus(time));
    }

    /** As docs/protocol.md says, in its two steps. */
    void takeBack(String code) {
        grants().takeBack("7", id);
        stack.putOnQueue(
                "{\"hermes\":{\"version\":1,\"job\":\"check\",\"room\":\"%s\",\"user\":\"7\",\"code\":\"%s\"}}"
                        .formatted(id, code));
    }

    /** The message that joins it, or is the heartbeat. */
    String resume() {
        return "{\"action\":\"resume\",\"rooms\":{\"%s\":{\"room\":{\"epoch\":\"\",\"offset\":0}}}}"
                .formatted(id);
    }

    String leave() {
        return "{\"action\":\"leave\",\"room_id\":\"%s\"}".formatted(id);
    }

    private Grants grants() {
        return new Grants(stack.aws().dynamoDb(), stack.output("GrantsTableName"), Clock.systemUTC());
    }
}
