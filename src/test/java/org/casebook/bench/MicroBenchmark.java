package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.Item;
import org.casebook.index.IndexEntry;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;
import org.casebook.interaction.BundleEntry;
import org.casebook.interaction.ResourceBundle;
import org.casebook.validation.invariant.Invariants;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of a request that are computation; docs/performance.md has the command. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MicroBenchmark {
    private static final DataSet DATA = new DataSet(42, 1000);

    private final byte[] bundle = DATA.bundleBytes(0);
    private final ObjectNode patient = resource(0);
    private final ObjectNode observation = resource(2);
    private final byte[] patientJson = Json.write(patient);
    private final byte[] observationJson = Json.write(observation);
    private final ResourceIndexer indexer = new ResourceIndexer(SearchParameters.r4(), Set.of());
    private final Expression path = FhirPath.compile("Observation.code.coding.where(system = 'http://loinc.org').code");
    private final List<BundleEntry> page = IntStream.range(0, 20)
            .mapToObj(i -> BundleEntry.searched("http://localhost/fhir/Patient/" + i, patientJson, "match"))
            .toList();

    @Benchmark
    public ObjectNode parseObservation() {
        return Json.stored(observationJson);
    }

    @Benchmark
    public CheckedResource checkPatient() {
        return StructureChecker.read(patientJson, "Patient");
    }

    @Benchmark
    public CheckedResource checkObservation() {
        return StructureChecker.read(observationJson, "Observation");
    }

    @Benchmark
    public List<Issue> invariantsOfPatient() {
        return Invariants.check(patient, true, true);
    }

    @Benchmark
    public List<Issue> invariantsOfObservation() {
        return Invariants.check(observation, true, true);
    }

    @Benchmark
    public CheckedResource checkTransactionOf26() {
        return StructureChecker.read(bundle, "Bundle");
    }

    @Benchmark
    public List<Item> fhirPath() {
        return path.evaluate(observation);
    }

    @Benchmark
    public List<IndexEntry> indexPatient() {
        return indexer.index(patient);
    }

    @Benchmark
    public List<IndexEntry> indexObservation() {
        return indexer.index(observation);
    }

    @Benchmark
    public byte[] writeSearchsetOf20() {
        List<ResourceBundle.Link> links =
                List.of(new ResourceBundle.Link("self", "http://localhost/fhir/Patient?family=Balbalbal"));
        return new ResourceBundle("searchset", OptionalLong.of(20), links, page).toJson();
    }

    private static ObjectNode resource(int entry) {
        return (ObjectNode) DATA.bundle(0).path("entry").path(entry).path("resource");
    }
}
