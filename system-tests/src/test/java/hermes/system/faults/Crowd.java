package hermes.system.faults;

import hermes.system.CheapTokens;
import hermes.system.faults.book.Counts;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The clients of one run: who is there all the time, who comes and goes, and who comes when all is over. Not thread-safe. */
final class Crowd {

    private static final int WANDERERS = 6;
    private static final int DEVICES_OF_THE_FIRST = 3;

    /** Whose tokens name the project. */
    private static final Set<String> IN_PROJECT = Set.of("7", "8", Rooms.STEADY);

    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger;
    private final GrantBook grants;
    private final CheapTokens tokens;
    private final List<Client> steady = new ArrayList<>();
    private final List<Client> others = new ArrayList<>();
    private final List<Client> wanderers = new ArrayList<>();
    private int numbers;

    Crowd(FaultyStack stack, Rooms rooms, Ledger ledger, GrantBook grants) {
        this.stack = stack;
        this.rooms = rooms;
        this.ledger = ledger;
        this.grants = grants;
        this.tokens = new CheapTokens(stack.operations());
        IN_PROJECT.forEach(user -> grants.byToken(user, rooms.project()));
        grants.byToken(Rooms.WITH_INBOX.getLast(), rooms.desk());
        rooms.homes().forEach(room -> steady.add(client(who(room, Rooms.STEADY)
                .joining(room.equals(rooms.busy()) ? List.of(rooms.project()) : List.of()), true)));
        // These come when all is over, and want everything from the start.
        others.add(client(who(rooms.busy(), "7").joining(rooms.further()), true));
        others.add(client(who(rooms.hash(), "9#9"), true));
        others.add(client(who(rooms.coded(), "9%239").joining(rooms.further()), true));
        others.add(client(who(rooms.large(), "8").joining(rooms.further()), true));
    }

    /** One in each room, always connected. The first is in the project as well. */
    List<Client> steady() {
        return steady;
    }

    List<Client> all() {
        return Stream.concat(steady.stream(), others.stream()).toList();
    }

    String steadyConnection(String room) {
        return stack.operations().connections(room, Optional.of(Rooms.STEADY)).getFirst().id();
    }

    /** Those who come and go, those who ask for too much, and queues that give too little time. */
    List<Life> lives(SplittableRandom random, Counts counts) {
        var lives = new ArrayList<Life>();
        whoWander(random).forEach(who -> {
            var wanderer = client(who, who.number() % 2 == 0 || who.inbox().isPresent());
            wanderers.add(wanderer);
            others.add(wanderer);
            lives.add(new Wandering(wanderer, stack, random.split()));
        });
        var talker = client(who(rooms.hash(), "8"), false);
        others.add(talker);
        lives.add(new TalkFlood(talker));
        lives.add(new ImpatientQueues(stack));
        lives.add(new ResumeFlood(url(who(rooms.busy(), "8")), counts));
        return lives;
    }

    /** Whether everyone who comes and goes has been there. */
    boolean haveAllBeenThere() {
        return wanderers.stream().allMatch(Client::hasBeenThere);
    }

    /** Whether anybody has left a further room. */
    boolean hasAnybodyLeft() {
        return wanderers.stream().anyMatch(client -> client.counts().names().contains(Client.LEAVES));
    }

    private List<Who> whoWander(SplittableRandom random) {
        var all = new ArrayList<Who>();
        for (int i = 0; i < WANDERERS; i++) {
            var user = Rooms.USERS.get(1 + i % (Rooms.USERS.size() - 1));
            var home = rooms.homes().get(random.nextInt(3));
            all.add(who(home, user).joining(rooms.further()));
        }
        for (int i = 0; i < DEVICES_OF_THE_FIRST; i++) {
            all.add(who(rooms.desk(), Rooms.WITH_INBOX.getFirst()).withInboxOf(rooms.desk())
                    .joining(rooms.further()));
        }
        var second = Rooms.WITH_INBOX.getLast();
        all.add(who(rooms.desk(), second).withInboxOf(rooms.desk()));
        all.add(who(rooms.busy(), second).withInboxOf(rooms.desk())
                .joining(List.of(rooms.desk(), rooms.project())));
        return all;
    }

    private Who who(String room, String user) {
        return Who.in(room, user, ++numbers);
    }

    private Client client(Who who, boolean fromTheStart) {
        return new Client(who, fromTheStart, url(who), ledger, grants);
    }

    private Supplier<String> url(Who who) {
        var named = Stream.of(rooms.project(), rooms.desk())
                .filter(room -> !room.equals(who.room()) && grants.isByToken(who.user(), room)).toList();
        var token = tokens.issue(who.user(), who.room(), named);
        return () -> stack.output("WebSocketUrl") + "?token=" + token;
    }
}
