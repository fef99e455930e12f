package hermes.system.faults;

import hermes.system.faults.book.Counts;
import hermes.system.faults.book.Ledger;
import java.util.List;

/** Prints what happened in one run, for people. Not thread-safe. */
final class Report {

    private final long seed;
    private final Ledger ledger;
    private final Counts counts;
    private final Checker checker;
    private final Timeline timeline;
    private final Waits waits;

    Report(long seed, Ledger ledger, Counts counts, Checker checker, Timeline timeline, Waits waits) {
        this.seed = seed;
        this.ledger = ledger;
        this.counts = counts;
        this.checker = checker;
        this.timeline = timeline;
        this.waits = waits;
    }

    void print(List<Client> clients, int deadLetters, Counts invocations, Counts faults) {
        for (var client : clients) {
            counts.addAll(client.counts());
            client.rooms().forEach(room -> room.streams().values().forEach(stream -> {
                counts.add("received twice", stream.duplicates());
                counts.add("ahead of their turn", stream.early());
                counts.add("handed on", stream.handedOn().size());
            }));
        }
        System.out.printf("""
            seed %d: %,d notifications and %d duplicates published, %d poison, %d forged jobs
              for their streams %,d = %,d appended + %d dead + %d refused; %d dead letters
              invocations: %s
              faults: %s
              %d clients: %s
              always connected: %s
              took: %s
            """, seed, ledger.published(), ledger.duplicates(), ledger.poison().size(), ledger.forgedJobs(),
                checker.published(), checker.appended(), checker.deadOnly(), checker.refusedOnly(),
                deadLetters, invocations, faults,
                clients.size(), counts, waits, timeline);
    }
}
