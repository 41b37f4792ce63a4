package org.casebook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Compares a sample of the answers with what the seed says they must be. */
final class Verification {
    private static final int PATIENTS = 20;
    private static final int CODES = 3;
    private final Connection connection;
    private final Loaded loaded;
    private final Queries queries;
    private final List<String> problems = new ArrayList<>();
    private int checked;

    Verification(Connection connection, Loaded loaded) {
        this.connection = connection;
        this.loaded = loaded;
        this.queries = new Queries(loaded);
    }

    /** What was wrong; empty if all answers were right. */
    List<String> run(Plan plan) throws IOException {
        SplittableRandom random = new SplittableRandom(loaded.data().seed());
        for (int i = 0; i < PATIENTS; i++) {
            ofPatient(plan, random.nextInt(loaded.data().patients()));
        }
        for (int i = 0; i < CODES && plan.wants("date"); i++) {
            ofCode(i * 5);
        }
        return List.copyOf(problems);
    }

    int checked() {
        return checked;
    }

    private void ofPatient(Plan plan, int patient) throws IOException {
        DataSet data = loaded.data();
        PatientFacts facts = data.patient(patient);
        if (plan.wants("read")) {
            family(queries.read(patient), facts);
        }
        if (plan.wants("vread")) {
            family(queries.vread(patient), facts);
        }
        int analyte = facts.findings().get(0).analyte();
        if (plan.wants("code")) {
            entries(queries.code(patient, analyte), facts.count(analyte));
        }
        if (plan.wants("recent")) {
            newestFirst(queries.recent(patient), facts);
        }
        if (plan.wants("family")) {
            entries(queries.family(patient), Math.min(Queries.PAGE, data.patientsNamed(facts.family())));
        }
        if (plan.wants("has")) {
            entries(queries.has(patient), Math.min(Queries.PAGE, data.patientsWith(facts.diagnosis())));
        }
        if (plan.wants("include")) {
            entries(queries.include(patient), 2);
        }
        if (plan.wants("everything")) {
            entries(queries.everything(patient), DataSet.RESOURCES_PER_PATIENT);
        }
    }

    private void ofCode(int analyte) throws IOException {
        long all = loaded.data().count(analyte, Queries.RECENT);
        entries(queries.date(analyte), Math.min(Queries.LONG_PAGE, all));
        String counting = queries.date(analyte).replaceAll("_count=\\d+", "_summary=count");
        expect(counting, "total", all, get(counting).path("total").asLong(-1));
    }

    private void family(String path, PatientFacts facts) throws IOException {
        JsonNode name = get(path).path("name").path(0).path("family");
        expect(path, "family name", facts.family(), name.asText());
    }

    private void entries(String path, long expected) throws IOException {
        expect(path, "entries", expected, matches(get(path)));
    }

    private void newestFirst(String path, PatientFacts facts) throws IOException {
        JsonNode bundle = get(path);
        expect(path, "entries", Queries.PAGE, matches(bundle));
        List<String> days = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            days.add(entry.path("resource").path("effectiveDateTime").asText().replaceAll("T.*", ""));
        }
        List<String> expected = new ArrayList<>();
        for (PatientFacts.Finding finding : facts.findings()) {
            expected.add(0, finding.day().toString());
        }
        expect(path, "days", expected, days);
    }

    /** Entries that are resources of the answer, not notes about it. */
    private static long matches(JsonNode bundle) {
        long count = 0;
        for (JsonNode entry : bundle.path("entry")) {
            if (!entry.path("search").path("mode").asText().equals("outcome")) {
                count++;
            }
        }
        return count;
    }

    private JsonNode get(String path) throws IOException {
        return connection.require(Call.get(path)).json();
    }

    private void expect(String path, String what, Object expected, Object found) {
        checked++;
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            problems.add("GET " + path + ": " + what + " must be " + expected + ", found " + found);
        }
    }
}
