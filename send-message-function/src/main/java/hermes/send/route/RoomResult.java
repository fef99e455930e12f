package hermes.send.route;

import hermes.send.json.Refusal;
import java.util.stream.Stream;

/** What becomes of a further room that a client resumes. */
sealed interface RoomResult {

    /** What the client missed there, if it is in the room and that could be looked at. */
    Stream<RoomOutcome> outcome();

    String json();

    record Resumed(RoomOutcome only) implements RoomResult {

        @Override
        public Stream<RoomOutcome> outcome() {
            return Stream.of(only);
        }

        @Override
        public String json() {
            return only.json();
        }
    }

    record Refused(Refusal refusal) implements RoomResult {

        @Override
        public Stream<RoomOutcome> outcome() {
            return Stream.of();
        }

        @Override
        public String json() {
            return AnswerJson.error(refusal).toString();
        }
    }
}
