package org.casebook.bench;

import java.util.List;

/** Where the data set is on a server: the id and version of each patient, by the patient's number. */
record Loaded(DataSet data, List<PatientAt> patients) {

    /** @param version empty where the server told none */
    record PatientAt(String id, String version) {}

    String id(int number) {
        return patients.get(number).id();
    }
}
