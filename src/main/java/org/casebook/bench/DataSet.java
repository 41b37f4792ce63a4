package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.casebook.fhir.Json;

/**
 * The data of the benchmark: the same seed and number of patients always give the same bytes. Each patient is one
 * transaction Bundle of 26 resources.
 */
public record DataSet(long seed, int patients) {
    public static final int RESOURCES_PER_PATIENT = 26;
    /** So many patients share a family name, and so many a diagnosis: the answers stay as long when the data grow. */
    static final int SHARED_BY = 20;

    public PatientFacts patient(int number) {
        return PatientFacts.of(this, number);
    }

    String family(int number) {
        return Pools.family(number % groups());
    }

    /** Another grouping than that of the names. */
    String diagnosis(int number) {
        return Pools.diagnosis((number * 7 + number / groups()) % groups());
    }

    /** The transaction Bundle of one patient. */
    public ObjectNode bundle(int number) {
        return new PatientBundle(this, patient(number)).toTree();
    }

    byte[] bundleBytes(int number) {
        return Json.write(bundle(number));
    }

    /** The value of Patient.identifier, by which the data are found again. */
    String identifier(int number) {
        return seed + "-" + patients + "-" + number;
    }

    /** How many Observations of all patients are about an analyte and not before a day. */
    long count(int analyte, LocalDate from) {
        return findings()
                .filter(f -> f.analyte() == analyte && !f.day().isBefore(from))
                .count();
    }

    long patientsWith(String diagnosis) {
        return IntStream.range(0, patients)
                .filter(i -> diagnosis(i).equals(diagnosis))
                .count();
    }

    long patientsNamed(String family) {
        return IntStream.range(0, patients)
                .filter(i -> family(i).equals(family))
                .count();
    }

    private int groups() {
        return Math.max(1, patients / SHARED_BY);
    }

    private Stream<PatientFacts.Finding> findings() {
        return IntStream.range(0, patients).mapToObj(this::patient).flatMap(p -> p.findings().stream());
    }
}
