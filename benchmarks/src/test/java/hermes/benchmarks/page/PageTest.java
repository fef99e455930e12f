package hermes.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.benchmarks.result.Goal;
import hermes.benchmarks.result.Goals;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.topic.Home;
import hermes.benchmarks.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** {@code benchmarks/run page} makes what is red here. */
final class PageTest {

    private static final Home HOME = new Home(Path.of("").toAbsolutePath().getParent());

    @Test
    void tablesSayWhatTheResultsSay() throws IOException {
        assertThat(Files.readString(HOME.page())).isEqualTo(Page.of(HOME).text());
    }

    @Test
    void chartShowsWhatTheResultsSay() throws IOException {
        assertThat(Files.readString(HOME.chart())).isEqualTo(Page.of(HOME).chart());
    }

    @Test
    void chartIsXmlWithABarForEachGoalThatIsARatio()
            throws IOException, ParserConfigurationException, SAXException {
        var chart = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(HOME.chart().toFile());
        var goals = Goals.read(HOME.goals()).all().stream()
                .filter(goal -> goal.ratio() && goal.most().isPresent());

        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo((int) goals.count());
    }

    @Test
    void everyTopicIsMeasuredAndHasATable() throws IOException {
        assertThat(results()).extracting(Results::topic).containsAll(topics());
        assertThat(Files.readString(HOME.page()))
                .contains(topics().stream().map("<!-- table: %s -->"::formatted).toList());
    }

    @Test
    void everyGoalIsAboutSomethingThatWasMeasured() throws IOException {
        var results = results();

        assertThat(Goals.read(HOME.goals()).all()).isNotEmpty()
                .allSatisfy(goal -> assertThat(measured(goal, results)).as(goal.toString()).isNotEmpty());
    }

    private static List<?> measured(Goal goal, List<Results> results) {
        return results.stream().filter(one -> one.topic().equals(goal.topic()))
                .flatMap(one -> goal.measured(one).stream()).toList();
    }

    private static List<String> topics() {
        return Topics.ALL.stream().map(topic -> topic.about().name()).toList();
    }

    private static List<Results> results() throws IOException {
        try (Stream<Path> files = Files.list(HOME.results())) {
            var results = new ArrayList<Results>();
            for (var file : files.filter(name -> name.toString().endsWith(".json")).sorted().toList()) {
                results.add(Results.read(file));
            }
            return results;
        }
    }
}
