package hermes.system.faults;

/** Says many things as fast as it is answered, two at a time, whether or not the answer is that it must not. */
final class TalkFlood implements Life {

    private static final int MESSAGES = 150;
    private static final int UNANSWERED = 2;
    private static final int TICK_MILLIS = 50;

    private final Client client;
    private volatile boolean over;

    TalkFlood(Client client) {
        this.client = client;
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        int said = 0;
        while (!over && (said < MESSAGES || client.unanswered() > 0)) {
            if (client.socket().isPresent() || client.connect()) {
                if (said < MESSAGES && client.unanswered() < UNANSWERED) {
                    client.say(said++ % 2 == 0);
                }
                client.tick();
            }
            Thread.sleep(TICK_MILLIS);
        }
    }
}
