package org.casebook.bench;

import java.time.LocalDate;

/** The paths of the requests that are measured, for one patient, name or code of the data set. */
record Queries(Loaded loaded) {
    /** The day from which the search by code and date looks: the last of three years. */
    static final LocalDate RECENT = PatientFacts.FIRST_DAY.plusDays(2 * 365);

    static final int PAGE = 20;
    static final int LONG_PAGE = 50;

    String read(int patient) {
        return "/Patient/" + loaded.id(patient);
    }

    String vread(int patient) {
        String version = loaded.patients().get(patient).version();
        return read(patient) + "/_history/" + (version.isEmpty() ? "1" : version);
    }

    String code(int patient, int analyte) {
        return "/Observation?patient=" + loaded.id(patient) + "&code=" + loinc(analyte);
    }

    String recent(int patient) {
        return "/Observation?subject=Patient/" + loaded.id(patient) + "&_sort=-date&_count=" + PAGE;
    }

    String family(int patient) {
        return "/Patient?family=" + loaded.data().family(patient);
    }

    String date(int analyte) {
        return "/Observation?code=" + loinc(analyte) + "&date=ge" + RECENT + "&_count=" + LONG_PAGE;
    }

    String has(int patient) {
        return "/Patient?_has:Condition:patient:code=" + Pools.ICD_10 + "%7C"
                + loaded.data().diagnosis(patient);
    }

    String include(int patient) {
        return "/Condition?patient=" + loaded.id(patient) + "&_include=Condition:subject";
    }

    String everything(int patient) {
        return read(patient) + "/$everything";
    }

    private static String loinc(int analyte) {
        return Pools.LOINC + "%7C" + Pools.ANALYTES.get(analyte).code();
    }
}
