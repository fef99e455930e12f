package hermes.system.faults;

import java.util.List;
import java.util.Optional;

/**
 * Whose client it is. Immutable.
 *
 * @param room the home room
 * @param number tells it from other clients of the user
 * @param further rooms that it joins when it likes to, whether or not it may
 * @param inbox the room whose inbox it shows, if any: the home room, or one of the further ones
 */
record Who(String room, String user, int number, List<String> further, Optional<String> inbox) {

    static Who in(String room, String user, int number) {
        return new Who(room, user, number, List.of(), Optional.empty());
    }

    Who joining(List<String> rooms) {
        return new Who(room, user, number, rooms, inbox);
    }

    Who withInboxOf(String one) {
        return new Who(room, user, number, further, Optional.of(one));
    }

    boolean hasInboxOf(String one) {
        return inbox.equals(Optional.of(one));
    }

    /** Further rooms that it can do without. */
    List<String> optional() {
        return further.stream().filter(one -> !hasInboxOf(one)).toList();
    }

    String name() {
        return "%s/%s/%d".formatted(room, user, number);
    }
}
