package org.casebook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.bench.Loaded.PatientAt;

/** Finds a data set that was loaded before, by the identifiers of its patients. */
final class Finder {
    private final Connection connection;
    private final DataSet data;

    Finder(Connection connection, DataSet data) {
        this.connection = connection;
        this.data = data;
    }

    /** Empty if the server has not the first patient. */
    Optional<Loaded> find() throws IOException {
        Optional<PatientAt> first = patient(0);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<PatientAt> patients = new ArrayList<>();
        for (int i = 0; i < data.patients(); i++) {
            int number = i;
            patients.add(patient(i)
                    .orElseThrow(() -> new IOException("the server has a part of the data set only: patient " + number
                            + " is missing; choose another --seed or an empty server")));
        }
        return Optional.of(new Loaded(data, List.copyOf(patients)));
    }

    private Optional<PatientAt> patient(int number) throws IOException {
        String query = "/Patient?identifier=" + ClinicalResources.IDENTIFIER_SYSTEM + "%7C" + data.identifier(number);
        JsonNode found =
                connection.require(Call.get(query)).json().path("entry").path(0).path("resource");
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(new PatientAt(
                        found.path("id").asText(),
                        found.path("meta").path("versionId").asText()));
    }
}
