package hermes.cli;

import java.util.List;

/** Prints what happened in one run, for people. Not thread-safe. */
final class FaultReport {

    private final long seed;
    private final FaultLedger ledger;
    private final FaultCounts counts;
    private final FaultChecker checker;

    FaultReport(long seed, FaultLedger ledger, FaultCounts counts, FaultChecker checker) {
        this.seed = seed;
        this.ledger = ledger;
        this.counts = counts;
        this.checker = checker;
    }

    void print(List<FaultClient> clients, int deadLetters, FaultCounts invocations, FaultCounts faults) {
        for (FaultClient client : clients) {
            counts.addAll(client.counts());
            for (FaultInbox inbox : List.of(client.roomInbox(), client.userInbox())) {
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
