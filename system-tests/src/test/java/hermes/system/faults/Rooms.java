package hermes.system.faults;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * The rooms of one run and who may be in them. Two have names whose keys are the same if "#" is escaped and "%" is not, and one
 * has so many dead connections that its live ones are on its second page. Immutable.
 *
 * @param busy gets most notifications
 * @param hash has a "#" in its name
 * @param coded has what "#" becomes in keys
 * @param large has more connections than one page
 */
record Rooms(String busy, String hash, String coded, String large) {

    /** Whom notifications can be for. The first never connects. */
    static final List<String> USERS = List.of("nobody", "7", "8", "9#9", "9%239");

    /** Stays connected and does not resume before the end, so that it shows what is brought by posts alone. */
    static final String STEADY = "steady";

    static Rooms of(long seed) {
        return new Rooms("s" + seed + "-busy", "s" + seed + "-#", "s" + seed + "-%23",
                "s" + seed + "-large");
    }

    List<String> all() {
        return List.of(busy, hash, coded, large);
    }

    /** Any room but the large one, where each delivery costs a thousand posts. */
    String any(SplittableRandom random) {
        int roll = random.nextInt(10);
        return roll < 7 ? busy : roll < 9 ? hash : coded;
    }

    /** Users whom a notification is for: mostly nobody in particular. */
    static Set<String> addressees(SplittableRandom random) {
        var users = new TreeSet<String>();
        if (random.nextInt(5) == 0) {
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                users.add(USERS.get(random.nextInt(USERS.size())));
            }
            if (random.nextBoolean()) {
                users.add(STEADY);
            }
        }
        return users;
    }
}
