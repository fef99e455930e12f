package hermes.system.faults;

import hermes.system.faults.book.GrantBook;
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
 * @param project is nobody's home room: tokens name it, and it is granted
 * @param ticket is nobody's home room either: it is granted and taken back
 */
record Rooms(String busy, String hash, String coded, String large, String project, String ticket) {

    /** Whom notifications can be for. The first never connects. */
    static final List<String> USERS = List.of("nobody", "7", "8", "9#9", "9%239");

    /** Who have devices that show the inbox of {@link #desk}. */
    static final List<String> WITH_INBOX = List.of("7", "9#9");

    /** Stays connected and does not resume before the end, so that it shows what is brought by posts alone. */
    static final String STEADY = "steady";

    static Rooms of(long seed) {
        return new Rooms("s" + seed + "-busy", "s" + seed + "-#", "s" + seed + "-%23",
                "s" + seed + "-large", "s" + seed + "-project", "s" + seed + "-ticket#");
    }

    /** Where somebody is at home. */
    List<String> homes() {
        return List.of(busy, hash, coded, large);
    }

    /** Any room but the large one, where each delivery costs a thousand posts. */
    String any(SplittableRandom random) {
        int roll = random.nextInt(10);
        return roll < 4 ? busy : roll < 7 ? hash : List.of(coded, project, ticket).get(roll - 7);
    }

    List<String> further() {
        return List.of(project, ticket);
    }

    /** What is granted and taken back. */
    List<GrantBook.Right> granted() {
        return List.of(new GrantBook.Right("7", ticket), new GrantBook.Right("8", ticket),
                new GrantBook.Right("9#9", project));
    }

    /** Where users have an inbox. */
    String desk() {
        return hash;
    }

    /** Half of what is published there is for an inbox. */
    boolean isForInbox(String room, SplittableRandom random) {
        return room.equals(desk()) && random.nextBoolean();
    }

    /** Users whom a notification is for: mostly nobody in particular, unless it is for an inbox. */
    static Set<String> addressees(SplittableRandom random, boolean inbox) {
        var users = new TreeSet<String>();
        if (random.nextInt(inbox ? 2 : 5) == 0) {
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
