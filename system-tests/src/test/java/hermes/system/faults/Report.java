package hermes.system.faults;

import java.util.List;

/** Prints what happened in one run, for people. Not thread-safe. */
final class Report {

    private final long seed;
    private final Ledger ledger;
    private final Counts counts;
    private final Checker checker;

    Report(long seed, Ledger ledger, Counts counts, Checker checker) {
        this.seed = seed;
        this.ledger = ledger;
        this.counts = counts;
        this.checker = checker;
    }

    void print(List<TestClient> clients, int deadLetters, Counts invocations, Counts faults) {
        for (TestClient client : clients) {
            counts.addAll(client.counts());
            for (Received inbox : List.of(client.roomInbox(), client.userInbox())) {
                counts.add("received twice", inbox.duplicates());
                counts.add("ahead of their turn", inbox.early());
                counts.add("handed on", inbox.handedOn().size());
            }
        }
        System.out.printf("""
            seed %d: %,d notifications and %d duplicates published, %d poison, %d forged jobs
              for their streams %,d = %,d appended + %d dead; %d dead letters
              invocations: %s
              faults: %s
              %d clients: %s
            """, seed, ledger.published(), ledger.duplicates(), ledger.poison().size(), ledger.forgedJobs(),
                checker.published(), checker.appended(), checker.deadOnly(), deadLetters, invocations, faults,
                clients.size(), counts);
    }
}
