package hermes.system.bills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped, against the list of versions with published advisories that this project keeps. */
final class KnownBadIT {

    @ParameterizedTest(name = "{0}")
    @MethodSource("hermes.system.bills.BillOfMaterials#modules")
    void noModuleShipsAVersionWithAnAdvisory(String module) throws IOException {
        var bill = BillOfMaterials.of(module);

        assertThat(bill.libraries()).isNotEmpty();
        assertThat(findings(bill, KnownBad.list())).as("what " + module + " ships").isEmpty();
    }

    @Test
    void plantedVersionIsNamedWithItsAdvisory() throws IOException {
        var bill = BillOfMaterials.read("""
            {"components": [
              {"group": "org.apache.logging.log4j", "name": "log4j-core", "version": "2.14.1"},
              {"group": "org.slf4j", "name": "slf4j-api", "version": "1.7.36"}]}""");

        assertThat(findings(bill, KnownBad.list()))
                .contains("org.apache.logging.log4j:log4j-core 2.14.1 is affected"
                        + " by CVE-2021-44228 (https://logging.apache.org/cyclonedx/vdr.xml): take 2.15.0 or newer")
                .noneMatch(finding -> finding.startsWith("org.slf4j"));
    }

    /** The SDK has a copy of Jackson under a name of its own, which no advisory of Jackson names. */
    @Test
    void copyOfJacksonInTheSdkIsLookedAtToo() throws IOException {
        var old = BillOfMaterials
                .read("""
                    {"components": [
                      {"group": "software.amazon.awssdk", "name": "third-party-jackson-core", "version": "2.41.28"}]}""");

        assertThat(findings(old, KnownBad.list())).hasSize(2)
                .allMatch(finding -> finding.endsWith("take 2.54.20 or newer"));
        assertThat(BillOfMaterials.of("send-message-function").libraries()).map(Library::artifact)
                .contains("software.amazon.awssdk:third-party-jackson-core");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2.3.9, false", "2.4, true", "2.4.0, true", "2.9.10, true", "2.12.0.Final, true",
            "2.12.1, false"})
    void affectedAreTheVersionsFromTheFirstUpToTheFixed(String version, boolean affected) {
        var line = KnownBad.parse("g:a\t2.4\t2.12.1\tCVE-1\t2026-01-01\thttps://example.org");

        assertThat(line.affects(new Library("g:a", version))).isEqualTo(affected);
        assertThat(line.affects(new Library("g:another", version))).isFalse();
    }

    @Test
    void everyLineTellsWhereAndWhenItWasRead() throws IOException {
        assertThat(KnownBad.list()).isNotEmpty().doesNotHaveDuplicates().allSatisfy(line -> {
            assertThat(line.from()).isLessThan(line.fixed());
            assertThat(line.artifact()).matches("[\\w.-]+:[\\w.-]+");
            assertThat(line.advisory()).matches("CVE-\\d{4}-\\d{4,}|GHSA(-[a-z0-9]{4}){3}");
            assertThat(line.source()).hasScheme("https");
            assertThat(line.recorded()).isBeforeOrEqualTo(LocalDate.now());
        });
    }

    private static List<String> findings(BillOfMaterials bill, List<KnownBad> list) {
        return bill.libraries().stream().flatMap(
                library -> list.stream().filter(line -> line.affects(library))
                        .map(line -> line.explain(library)))
                .toList();
    }
}
