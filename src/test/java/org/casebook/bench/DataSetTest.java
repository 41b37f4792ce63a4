package org.casebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSetTest {
    private final DataSet data = new DataSet(42, 100);

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(new DataSet(42, 100).bundleBytes(7)).isEqualTo(data.bundleBytes(7));
        assertThat(new DataSet(43, 100).bundleBytes(7)).isNotEqualTo(data.bundleBytes(7));
        assertThat(data.bundleBytes(8)).isNotEqualTo(data.bundleBytes(7));
    }

    @Test
    void aPatientIsOneTransactionOf26Resources() {
        JsonNode bundle = data.bundle(3);
        TreeMap<String, Integer> types = new TreeMap<>();
        bundle.path("entry")
                .forEach(
                        e -> types.merge(e.path("resource").path("resourceType").asText(), 1, Integer::sum));
        assertThat(types)
                .hasToString(
                        "{Condition=1, DocumentReference=1, MedicationStatement=2, Observation=20, Patient=1, Procedure=1}");
        assertThat(data.bundleBytes(3).length).isBetween(17_000, 21_000);
        Set<String> urls = IntStream.range(0, 26)
                .mapToObj(i -> bundle.path("entry").path(i).path("fullUrl").asText())
                .collect(Collectors.toSet());
        assertThat(urls).hasSize(DataSet.RESOURCES_PER_PATIENT);
    }

    @Test
    void namesAndDiagnosesAreSharedByTwentyPatients() {
        PatientFacts patient = data.patient(13);
        assertThat(data.patientsNamed(patient.family())).isEqualTo(DataSet.SHARED_BY);
        assertThat(data.patientsWith(patient.diagnosis())).isEqualTo(DataSet.SHARED_BY);
    }

    @Test
    void noFamilyNameBeginsAnother() {
        Set<String> names = IntStream.range(0, 5000).mapToObj(Pools::family).collect(Collectors.toSet());
        assertThat(names).hasSize(5000).allMatch(name -> name.length() == 9);
    }

    @Test
    void countsAreThoseOfTheBundles() {
        int analyte = data.patient(0).findings().get(0).analyte();
        String code = Pools.ANALYTES.get(analyte).code();
        long found = IntStream.range(0, 100)
                .mapToLong(i -> data.bundle(i).findValues("coding").stream()
                        .filter(coding ->
                                code.equals(coding.path(0).path("code").asText()))
                        .count())
                .sum();
        assertThat(data.count(analyte, PatientFacts.FIRST_DAY)).isEqualTo(found).isPositive();
        assertThat(data.count(analyte, PatientFacts.FIRST_DAY.plusDays(PatientFacts.DAYS)))
                .isZero();
    }
}
