package hermes.benchmarks.page;

import hermes.benchmarks.result.Goals;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.topic.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/performance.md}: its text, in which the tables stand between markers, and the chart beside it. Immutable. */
public final class Page {

    private static final Pattern TABLE = Pattern.compile("(<!-- table: (\\w+) -->\n).*?(<!-- end -->)",
            Pattern.DOTALL);
    private static final String GOALS = "goals";
    private static final String AGAIN = "-again";

    private final Home home;
    private final Goals goals;
    private final List<Results> all;
    private final List<Results> again;

    private Page(Home home, Goals goals, List<Results> all, List<Results> again) {
        this.home = home;
        this.goals = goals;
        this.all = all;
        this.again = again;
    }

    /** @throws IOException if goals or results cannot be read */
    public static Page of(Home home) throws IOException {
        return new Page(home, Goals.read(home.goals()), results(home, false), results(home, true));
    }

    /** The page as it should be. */
    String text() throws IOException {
        return TABLE.matcher(Files.readString(home.page())).replaceAll(found -> Matcher
                .quoteReplacement(found.group(1) + table(found.group(2)) + found.group(3)));
    }

    /** The chart as it should be. */
    String chart() {
        return new Chart(goals, all).svg();
    }

    public void write() throws IOException {
        Files.writeString(home.page(), text());
        Files.writeString(home.chart(), chart());
    }

    private String table(String name) {
        if (name.equals(GOALS)) {
            return Tables.goals(goals.all(), all);
        }
        return find(all, name)
                .map(results -> "`%s`, %s: %s.\n\n%s".formatted(results.command(), results.date(),
                        results.machine(), Tables.markdown(results, find(again, name))))
                .orElse("Not measured yet.\n");
    }

    private static Optional<Results> find(List<Results> some, String topic) {
        return some.stream().filter(results -> results.topic().equals(topic)).findFirst();
    }

    private static List<Results> results(Home home, boolean again) throws IOException {
        List<Path> files;
        try (var list = Files.list(home.results())) {
            files = list.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> file.toString().endsWith(AGAIN + ".json") == again).sorted().toList();
        }
        var results = new ArrayList<Results>();
        for (var file : files) {
            results.add(Results.read(file));
        }
        return results;
    }
}
