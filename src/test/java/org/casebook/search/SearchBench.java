package org.casebook.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.casebook.index.SearchParameters;
import org.casebook.jdbc.DatabaseAddress;

/**
 * What a criterion of each kind costs in stores of two sizes: {@code SearchBench 10000 100000}. Prints a table of
 * CPU microseconds a search, rows that are read, hits, and the growth between the sizes.
 */
public final class SearchBench {
    private static final int PER_PATIENT = 26;
    private static final int RUNS = Integer.getInteger("runs", 200);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SearchBench() {}

    /** Kind to query; {@code $} stands for a number of a patient, {@code #} for one of 200 rare codes. */
    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("_id", "Patient?_id=p$");
        queries.put("token, identifier", "Patient?identifier=http://hospital|m$");
        queries.put("token, code only", "Patient?identifier=m$");
        queries.put("reference", "Observation?patient=p$");
        queries.put("reference and token", "Observation?patient=Patient/p$&code=http://loinc.org|c3");
        queries.put("reference, sorted by date", "Observation?subject=Patient/p$&_sort=-date&_count=20");
        queries.put("reference and date", "Observation?subject=Patient/p$&date=ge2021-06-01");
        queries.put("string", "Patient?family=fam$");
        queries.put("string :exact", "Patient?family:exact=Fam$");
        queries.put("date, narrow", "Observation?date=2020-05-07T10:$&_count=5&_total=none");
        queries.put("quantity", "Observation?value-quantity=$.125|http://unitsofmeasure.org|kg");
        queries.put("uri", "ValueSet?url=http://x/$");
        queries.put("composite", "Observation?code-value-quantity=rare#$gt0&_count=5&_total=none");
        queries.put("chain", "Observation?subject.identifier=http://hospital|m$");
        queries.put("chain of two", "Observation?encounter.subject.identifier=m$");
        queries.put("_has", "Patient?_has:Observation:patient:code=http://loinc.org|rare#&_total=none");
        queries.put("_include", "Condition?patient=p$&_include=Condition:subject");
        queries.put("_revinclude", "Patient?_id=p$&_revinclude=Observation:subject");
        queries.put("compartment", "Patient/p$/Observation?code=c3");
        queries.put("rare and frequent", "Observation?code=rare#&status=final&_count=5&_total=none");
        queries.put(":not", "Observation?patient=p$&code:not=http://loinc.org|c3");
        queries.put(":missing", "Observation?patient=p$&encounter:missing=true");
        queries.put("_content, a rare word", "Patient?_content=fam$");
        queries.put("_content, rare and frequent", "Patient?_content=ann%20fam$");
        queries.put("page of a frequent code", "Observation?code=http://loinc.org|c3&_count=20&_total=none");
        queries.put("same, with date", "Observation?code=http://loinc.org|c3&date=ge2021-01-01&_count=20&_total=none");
        queries.put("same, exact total (answer grows)", "Observation?code=http://loinc.org|c3&_count=20");
        queries.put("type, newest (total none)", "Observation?_count=20&_total=none");
        return queries;
    }

    public static void main(String[] sizes) throws Exception {
        Map<String, Measured> small = measured(Integer.parseInt(sizes[0]));
        Measured.print(small, measured(Integer.parseInt(sizes[1])));
    }

    private static Map<String, Measured> measured(int size) throws Exception {
        Path folder = Files.createTempDirectory("search-bench");
        Map<String, Measured> results = new LinkedHashMap<>();
        try (SearchStore store = new SearchStore(
                DatabaseAddress.of("jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=20000;ANALYZE_AUTO=0"),
                SearchParameters.r4(),
                SearchLimits.defaults())) {
            int patients = size / PER_PATIENT;
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int p = 0; p < patients; p++) {
                store.withTrees(patient(p));
            }
            System.err.printf(
                    Locale.ROOT,
                    "%d resources loaded, %.0f µs of CPU each in the calling thread%n",
                    patients * PER_PATIENT,
                    (THREADS.getCurrentThreadCpuTime() - cpu) / 1000.0 / patients / PER_PATIENT);
            queries().forEach((kind, query) -> results.put(kind, Measured.of(store, RUNS, filled(query, patients))));
        }
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
        return results;
    }

    private static Function<Random, String> filled(String query, int patients) {
        return random -> query.replace("$g", "\u0001")
                .replace(
                        "$",
                        Integer.toString(query.contains("T10:") ? 10 + random.nextInt(50) : random.nextInt(patients)))
                .replace("\u0001", "$g")
                .replace("#", Integer.toString(random.nextInt(200)));
    }

    private static List<ObjectNode> patient(int p) {
        Random random = new Random(p);
        List<String> json = new ArrayList<>();
        json.add("{'resourceType':'Patient','id':'p" + p + "','identifier':[{'system':'http://hospital','value':'m" + p
                + "'}],'gender':'" + (p % 2 == 0 ? "male" : "female") + "','name':[{'family':'Fam" + p % 50_000
                + "','given':['Ann','Bo']}],'birthDate':'" + (1930 + p % 80) + "-01-02'}");
        json.add("{'resourceType':'Encounter','id':'e" + p + "','status':'finished','class':{'code':'AMB'},'subject':"
                + "{'reference':'Patient/p" + p + "'},'period':{'start':'2020-01-01','end':'2020-01-02'}}");
        json.add("{'resourceType':'Condition','id':'c" + p
                + "','code':{'coding':[{'system':'http://snomed.info/sct','code':'" + random.nextInt(50)
                + "','display':'Some disorder'}]},'subject':{'reference':'Patient/p" + p + "'}}");
        for (int o = 0; o < 20; o++) {
            String code = random.nextInt(1000) == 0 ? "rare" + p % 200 : "c" + o % 15;
            json.add("{'resourceType':'Observation','id':'o" + p + "-" + o
                    + "','status':'final','category':[{'coding':[{'system':"
                    + "'http://terminology.hl7.org/CodeSystem/observation-category','code':'vital-signs'}]}],'code':{'coding':[{'system':'http://loinc.org','code':'"
                    + code + "','display':'A measurement'}]},'subject':{'reference':'Patient/p" + p + "'}"
                    + (o % 2 == 0 ? ",'encounter':{'reference':'Encounter/e" + p + "'}" : "") + ",'effectiveDateTime':'"
                    + (2019 + random.nextInt(3)) + "-" + two(1 + random.nextInt(12)) + "-"
                    + two(1 + random.nextInt(28)) + "T" + two(random.nextInt(24)) + ":" + two(random.nextInt(60))
                    + ":00Z','valueQuantity':{'value':" + (p % 5000) + "." + random.nextInt(999)
                    + ",'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}}");
        }
        for (int m = 0; m < 3; m++) {
            json.add("{'resourceType':'MedicationStatement','id':'m" + p + "-" + m
                    + "','status':'active','medicationCodeableConcept':"
                    + "{'text':'Drug'},'subject':{'reference':'Patient/p" + p + "'},'effectiveDateTime':'2020-0"
                    + (m + 1) + "'}");
        }
        return json.stream().map(j -> SearchStore.tree(j.replace('\'', '"'))).toList();
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
