package org.casebook.bench;

import java.util.List;

/** The words and codes that the data set is made of. */
final class Pools {
    static final String LOINC = "http://loinc.org";
    static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";

    /** What the Observations are about: LOINC code, display, unit, smallest and largest value in tenths. */
    record Analyte(String code, String display, String unit, int low, int high) {}

    static final List<Analyte> ANALYTES = List.of(
            new Analyte("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 80, 170),
            new Analyte("6690-2", "Leukocytes [#/volume] in Blood", "10*3/uL", 30, 150),
            new Analyte("777-3", "Platelets [#/volume] in Blood", "10*3/uL", 1000, 4500),
            new Analyte("2157-6", "Creatine kinase [Enzymatic activity/volume] in Serum", "U/L", 300, 9000),
            new Analyte("2532-0", "Lactate dehydrogenase [Enzymatic activity/volume] in Serum", "U/L", 1000, 6000),
            new Analyte("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum", "U/L", 100, 900),
            new Analyte("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum", "U/L", 100, 900),
            new Analyte("2160-0", "Creatinine [Mass/volume] in Serum", "mg/dL", 3, 15),
            new Analyte("17861-6", "Calcium [Mass/volume] in Serum", "mg/dL", 80, 110),
            new Analyte("2777-1", "Phosphate [Mass/volume] in Serum", "mg/dL", 25, 60),
            new Analyte("1988-5", "C reactive protein [Mass/volume] in Serum", "mg/L", 1, 900),
            new Analyte("29463-7", "Body weight", "kg", 100, 1100),
            new Analyte("8302-2", "Body height", "cm", 700, 2000),
            new Analyte("8310-5", "Body temperature", "Cel", 355, 410),
            new Analyte("8867-4", "Heart rate", "/min", 500, 1600));

    private static final List<String> SYLLABLES = List.of(
            "bal", "cor", "dan", "fel", "gar", "hol", "jen", "kor", "lam", "mar", "nor", "pol", "rad", "sel", "tor",
            "val", "wen", "zan", "bru", "cle", "dre", "fri", "gro", "kli", "pra", "sta", "tre", "vla", "bri", "kno");
    private static final List<String> GIVEN = List.of(
            "Ada", "Bela", "Carla", "Dario", "Elena", "Fabio", "Greta", "Hugo", "Irene", "Jonas", "Karin", "Luca");

    private Pools() {}

    /** The n-th family name; all have nine letters, so that none is the beginning of another one. */
    static String family(int n) {
        int size = SYLLABLES.size();
        String text = SYLLABLES.get(n % size) + SYLLABLES.get(n / size % size) + SYLLABLES.get(n / size / size % size);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String given(int n) {
        return GIVEN.get(n % GIVEN.size());
    }

    /** The n-th diagnosis, in the form of an ICD-10 code. */
    static String diagnosis(int n) {
        return String.format("%c%02d.%d", 'A' + n % 26, n / 26 % 100, n / 2600 % 10);
    }
}
