package hermes.system.faults;

import hermes.common.LastFrame;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How a client comes and goes: with and without goodbye, sometimes deaf for a while first, mostly back soon. The
 * script comes from a seed; what happens to it in between does not. After some visits it has had enough, unless it shows an
 * inbox, in which something has to happen: what a run costs must not grow with the time that a busy machine needs for it.
 */
final class Wandering implements Life {

    private static final int MOST_VISITS = 8;
    private static final int TICK_MILLIS = 40;
    private static final int LONGEST_VISIT_MILLIS = 6_000;
    private static final int LONGEST_PATIENCE_MILLIS = 30_000;
    private static final int LONGEST_WAIT_MILLIS = 3_000;
    private static final int LONGEST_DEAF_MILLIS = 600;

    private final Client client;
    private final FaultyStack stack;
    private final SplittableRandom random;
    private volatile boolean over;

    Wandering(Client client, FaultyStack stack, SplittableRandom random) {
        this.client = client;
        this.stack = stack;
        this.random = random;
    }

    /** It stays as it is then. */
    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
        for (int visits = 0; !over && (visits < MOST_VISITS || client.device().isPresent()); visits++) {
            if (client.socket().isPresent() || client.connect()) {
                stay(random.nextInt(LONGEST_VISIT_MILLIS));
                leave(random.nextInt(10));
            }
            Thread.sleep(random.nextInt(10) == 0 ? random.nextInt(1_500, 4_000) : random.nextInt(500));
        }
    }

    /** Mostly until it has its answers, however slow the machine is. */
    private void stay(int millis) throws InterruptedException {
        boolean patient = random.nextInt(4) > 0;
        int left = patient ? millis + LONGEST_PATIENCE_MILLIS : millis;
        for (; left > 0 && !over && client.socket().isPresent(); left -= TICK_MILLIS) {
            boolean waits = patient && left < LONGEST_PATIENCE_MILLIS;
            if (waits && client.settled()) {
                return;
            }
            if (!waits) {
                act(random.nextInt(1_000));
            }
            client.tick();
            Thread.sleep(TICK_MILLIS);
        }
    }

    private void act(int roll) {
        if (roll < 3) {
            client.wantResume();
        } else if (roll < 5 && client.unanswered() == 0) {
            client.say(roll == 3);
        } else if (roll < 29 && !client.who().optional().isEmpty()) {
            change(client.who().optional().get(random.nextInt(client.who().optional().size())));
        } else if (roll < 72) {
            client.markAnything(random);
        }
    }

    /** Joins, leaves, or says something before that. */
    private void change(String room) {
        if (!client.isIn(room)) {
            client.join(room);
        } else if (random.nextBoolean()) {
            client.leave(room);
        } else {
            client.say(random.nextBoolean(), room);
        }
    }

    private void leave(int roll) throws InterruptedException {
        var open = client.socket();
        if (over || open.isEmpty()) {
            return;
        }
        var socket = open.get();
        switch (roll) {
            case 0, 1 -> socket.close();
            case 2, 3, 4 -> socket.cut();
            case 5, 6 -> {
                socket.goDeaf();
                Thread.sleep(random.nextInt(LONGEST_DEAF_MILLIS));
                socket.cut();
            }
            case 7 ->
                stack.operations().closeConnections(client.who().room(), Optional.of(client.who().user()),
                        Optional.of(LastFrame.KICKED_FOR_A_NEW_TOKEN), _ -> {});
            default -> client.wantResume();
        }
        client.counts().add(roll < 2 ? "goodbyes" : roll < 7 ? "cuts" : roll == 7 ? "expulsions" : "stays");
    }
}
