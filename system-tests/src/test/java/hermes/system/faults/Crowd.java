package hermes.system.faults;

import hermes.system.CheapTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The clients of one run: who is there all the time, who comes and goes, and who comes when all is over. Not thread-safe. */
final class Crowd {

    private static final int WANDERERS = 12;

    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger;
    private final CheapTokens tokens;
    private final List<Client> steady = new ArrayList<>();
    private final List<Client> others = new ArrayList<>();
    private int numbers;

    Crowd(FaultyStack stack, Rooms rooms, Ledger ledger) {
        this.stack = stack;
        this.rooms = rooms;
        this.ledger = ledger;
        this.tokens = new CheapTokens(stack.operations());
        rooms.all().forEach(room -> steady.add(client(room, Rooms.STEADY, true)));
        // These come when all is over, and want everything from the start.
        others.add(client(rooms.busy(), "7", true));
        others.add(client(rooms.hash(), "9#9", true));
        others.add(client(rooms.coded(), "9%239", true));
        others.add(client(rooms.large(), "8", true));
    }

    /** One in each room, always connected. */
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
        for (int i = 0; i < WANDERERS; i++) {
            var user = Rooms.USERS.get(1 + i % (Rooms.USERS.size() - 1));
            var wanderer = client(rooms.any(random), user, i % 2 == 0);
            others.add(wanderer);
            lives.add(new Wandering(wanderer, stack, random.split()));
        }
        var talker = client(rooms.hash(), "8", false);
        others.add(talker);
        lives.add(new TalkFlood(talker));
        lives.add(new ImpatientQueues(stack));
        lives.add(new ResumeFlood(url("8", rooms.busy()), counts));
        return lives;
    }

    private Client client(String room, String user, boolean fromTheStart) {
        return new Client(room, user, ++numbers, fromTheStart, url(user, room), ledger);
    }

    private Supplier<String> url(String user, String room) {
        var token = tokens.issue(user, room);
        return () -> stack.output("WebSocketUrl") + "?token=" + token;
    }
}
