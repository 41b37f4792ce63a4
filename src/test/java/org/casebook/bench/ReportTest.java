package org.casebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.casebook.bench.Report.ServerReport;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Plan PLAN =
            new Plan(new DataSet(1, 20), List.of("read"), List.of(1, 32), Duration.ZERO, Duration.ofSeconds(1), 3);
    private static final ServerReport FAST = new ServerReport(
            "http://a/fhir",
            "Casebook 1",
            List.of(
                    new Row("read", "Patient/x", 1, 5000, 60, 190, 400, 0),
                    new Row("read", "Patient/x", 32, 20_000, 40, 1500, 4000, 0)),
            200_000_000,
            250_000_000);
    private static final ServerReport SLOW = new ServerReport(
            "http://b/fhir",
            "Other <2>",
            List.of(new Row("read", "Patient/x", 32, 2000, 700, 15_000, 40_000, 1)),
            0,
            0);

    @Test
    void oneServerIsATable() {
        String table = TextTable.of(report(FAST));
        assertThat(table)
                .contains("Casebook 1 at http://a/fhir (memory 200 MB before, 250 MB after)")
                .contains("| Patient/x | 32 | 20000 | 40 | 1500 | 4000 | 0 |");
    }

    @Test
    void twoServersAreRatios() {
        assertThat(TextTable.of(report(FAST, SLOW)))
                .contains("| Patient/x | 32 | 20000 | 2000 | 10.0 × | 40 | 700 | 17.5 × |")
                .doesNotContain("| Patient/x | 1 |");
    }

    @Test
    void cpuTimeThatIsNotKnownIsADash() {
        Row row = new Row("read", "Patient/x", 8, 10, Double.NaN, 1, 2, 0);
        ServerReport server = new ServerReport("http://a", "A", List.of(row), 0, 0);
        assertThat(TextTable.of(report(server))).contains("| Patient/x | 8 | 10 | – | 1 | 2 | 0 |");
        assertThat(json(server).path("servers").path(0).path("rows").path(0).has("cpuMicros"))
                .isFalse();
    }

    @Test
    void problemsAreShown() {
        Report report = new Report(PLAN, "machine", List.of(FAST), List.of("GET /x: entries must be 3, found 2"));
        assertThat(TextTable.of(report)).contains("PROBLEM: GET /x: entries must be 3, found 2");
    }

    @Test
    void jsonHasEveryRow() {
        JsonNode rows = json(FAST).path("servers").path(0).path("rows");
        assertThat(rows).hasSize(2);
        assertThat(rows.path(1).path("perSecond").asDouble()).isEqualTo(20_000);
        assertThat(rows.path(1).path("connections").asInt()).isEqualTo(32);
    }

    @Test
    void theChartIsXmlWithTheBarsOfMostConnections() throws Exception {
        String svg = Chart.of(report(FAST, SLOW));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        assertThat(factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getNodeName())
                .isEqualTo("svg");
        assertThat(svg).contains(">20,000<", ">2,000<", "Other &lt;2>").doesNotContain(">5,000<");
    }

    private static JsonNode json(ServerReport server) {
        return Json.stored(JsonReport.of(report(server)));
    }

    private static Report report(ServerReport... servers) {
        return new Report(PLAN, "2 × processor", List.of(servers), List.of());
    }
}
