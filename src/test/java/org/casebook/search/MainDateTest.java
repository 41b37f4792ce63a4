package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.casebook.fhir.FhirDateTime;
import org.casebook.index.tables.TimeLine;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The main date of a type cuts the lists of the other criteria: what is found is the same, and less is read. */
@SearchedTest
class MainDateTest {
    private static final List<String> DATES =
            List.of("2019", "2020", "2020-03", "2020-03-01", "2020-03-02", "2020-03-01T10:00:00Z", "2020-04", "2021");
    private static final List<String> PREFIXES = List.of("", "ne", "gt", "lt", "ge", "le", "sa", "eb");
    private final TestDatabase kind;
    private final SearchStore store;
    private final Map<String, List<long[]>> known = new LinkedHashMap<>();

    MainDateTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchDatabases.shared("maindate", kind, SearchStore::of);
    }

    /** Instants, days, years, periods of all lengths, some without an end, and resources without a date. */
    private String encounter(String type, String code, Random random, int number) {
        String id = type.toLowerCase() + code + number;
        String start = DATES.get(random.nextInt(DATES.size()));
        String end = DATES.get(random.nextInt(DATES.size()));
        int shape = code.equals("short") ? random.nextInt(2) : random.nextInt(5);
        String period = switch (shape) {
            case 0 -> period(id, start, start);
            case 1 -> "";
            case 2 -> period(id, start, null);
            case 3 -> period(id, null, end);
            default -> low(start) < high(end) ? period(id, start, end) : period(id, end, start);
        };
        known.computeIfAbsent(id, any -> List.of());
        return "{'resourceType':'" + type + "','id':'" + id + "','status':'active','category':[{'coding':[{'code':'"
                + code + "'}]}],'subject':{'reference':'Patient/1'},'intent':'plan'" + period + "}";
    }

    private String period(String id, String start, String end) {
        known.put(id, List.of(new long[] {
            start == null ? -TimeLine.END : low(start), end == null ? TimeLine.END : high(end)
        }));
        return ",'period':{" + (start == null ? "" : "'start':'" + start + "'")
                + (start == null || end == null ? "" : ",") + (end == null ? "" : "'end':'" + end + "'") + "}";
    }

    private static long low(String date) {
        return FhirDateTime.parse(date).orElseThrow().low();
    }

    private static long high(String date) {
        return FhirDateTime.parse(date).orElseThrow().high();
    }

    /** The table of R4 section 3.1.1.4.5. */
    private static boolean matches(String prefix, String date, long low, long high) {
        long from = low(date);
        long to = high(date);
        return switch (prefix) {
            case "ne" -> low < from || high > to;
            case "gt" -> high > to;
            case "lt" -> low < from;
            case "ge" -> high > to || low >= from;
            case "le" -> low < from || high <= to;
            case "sa" -> low >= to;
            case "eb" -> high <= from;
            default -> low >= from && high <= to;
        };
    }

    private void check(String type, String code) {
        for (String prefix : PREFIXES) {
            for (String date : DATES) {
                List<String> wanted = known.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(type.toLowerCase() + code))
                        .filter(entry -> entry.getValue().stream().anyMatch(d -> matches(prefix, date, d[0], d[1])))
                        .map(Map.Entry::getKey)
                        .toList();
                String query = type + "?date=" + prefix + date;
                assertThat(store.run(query + "&category=" + code + "&_count=3").total())
                        .as(query)
                        .hasValue(wanted.size());
                assertThat(store.ids(query + "&category=" + code + "&_count=1000"))
                        .as(query)
                        .containsExactlyInAnyOrderElementsOf(wanted);
                assertThat(store.ids(query + "&_count=1000").stream()
                                .filter(id -> id.startsWith(type.toLowerCase() + code)))
                        .as(query + " alone")
                        .containsExactlyInAnyOrderElementsOf(wanted);
            }
        }
    }

    @Test
    @DisplayName("every prefix and precision, in lists of short dates and of long ones")
    void everyPrefix() {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            store.with(encounter("CarePlan", "short", random, i));
        }
        check("CarePlan", "short");
        for (int i = 0; i < 60; i++) {
            store.with(encounter("CarePlan", "long", random, i));
        }
        check("CarePlan", "short");
        check("CarePlan", "long");
    }

    @Test
    @DisplayName("a resource that has several main dates is found by each of them")
    void several() {
        List<String> ids = new ArrayList<>();
        for (String events : List.of("'2018','2022'", "'2020-03-01'", "'2022'", "'2017'")) {
            String id = "several" + ids.size();
            ids.add(id);
            String dosages = java.util.Arrays.stream(events.split(","))
                    .map(event -> "{'timing':{'event':[" + event + "]}}")
                    .collect(Collectors.joining(","));
            store.with("{'resourceType':'MedicationRequest','id':'" + id
                    + "','status':'active','intent':'order','medicationCodeableConcept':{'text':'x'},'subject':"
                    + "{'reference':'Patient/1'},'dosageInstruction':[" + dosages + "]}");
        }
        String all = "&patient=Patient/1";
        assertThat(store.ids("MedicationRequest?date=ge2022" + all)).containsExactlyInAnyOrder("several0", "several2");
        assertThat(store.ids("MedicationRequest?date=le2018" + all)).containsExactlyInAnyOrder("several0", "several3");
        assertThat(store.ids("MedicationRequest?date=2022" + all)).containsExactlyInAnyOrder("several0", "several2");
        assertThat(store.ids("MedicationRequest?date=2018" + all)).containsExactly("several0");
    }

    @Test
    @DisplayName("a page of a code from a date on reads a page; so does one of a composite, and _has asks once for all")
    void readsAPage() {
        if (kind != TestDatabase.H2) {
            return;
        }
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            resources.add("{'resourceType':'Observation','id':'plan" + i
                    + "','status':'final','code':{'coding':[{'system':'http://l','code':'plan'}]},'subject':{'reference':"
                    + "'Patient/plan" + i % 30 + "'},'effectiveDateTime':'20" + (10 + i % 15)
                    + "-01-01','valueQuantity':{'value':" + i + "}}");
        }
        for (int i = 0; i < 30; i++) {
            resources.add("{'resourceType':'Patient','id':'plan" + i + "'}");
        }
        store.with(resources.toArray(String[]::new));
        String page = "&_count=5&_total=none";
        assertThat(rows("Observation?code=plan&date=ge2012" + page)).isLessThan(40);
        assertThat(rows("Observation?code=plan&date=le2012" + page)).isLessThan(40);
        assertThat(rows("Observation?code=plan&date=2012&_count=5")).isLessThan(80);
        assertThat(rows("Observation?date=2012" + page)).isLessThan(40);
        assertThat(rows("Observation?code-value-quantity=plan$gt5" + page)).isLessThan(40);
        assertThat(store.run("Patient?_has:Observation:patient:code=plan&_explain=true" + page).issues().stream()
                        .filter(issue -> issue.text().startsWith("select")))
                .hasSizeLessThan(8);
    }

    private long rows(String query) {
        return RowsRead.of(store, SearchStore.request(query));
    }
}
