package org.casebook.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is true of one patient of the data set; the resources are written from it, and the expected answers counted from
 * it.
 *
 * @param number from 0
 */
record PatientFacts(
        int number,
        String family,
        String given,
        boolean female,
        LocalDate birthDate,
        String diagnosis,
        List<Finding> findings) {

    static final int OBSERVATIONS = 20;
    static final LocalDate FIRST_DAY = LocalDate.of(2021, 1, 1);
    static final int DAYS = 3 * 365;

    /** One Observation: which analyte, when, how much (in tenths). */
    record Finding(int analyte, LocalDate day, int minute, int tenths) {}

    static PatientFacts of(DataSet data, int number) {
        SplittableRandom random = new SplittableRandom(data.seed() * 1_000_003L + number);
        return new PatientFacts(
                number,
                data.family(number),
                Pools.given(random.nextInt(1000)),
                random.nextBoolean(),
                LocalDate.of(1940, 1, 1).plusDays(random.nextInt(29_000)),
                data.diagnosis(number),
                findings(random));
    }

    private static List<Finding> findings(SplittableRandom random) {
        List<Finding> findings = new ArrayList<>(OBSERVATIONS);
        for (int i = 0; i < OBSERVATIONS; i++) {
            int analyte = random.nextInt(Pools.ANALYTES.size());
            Pools.Analyte about = Pools.ANALYTES.get(analyte);
            findings.add(new Finding(
                    analyte,
                    FIRST_DAY.plusDays(random.nextInt(DAYS)),
                    random.nextInt(24 * 60),
                    random.nextInt(about.low(), about.high())));
        }
        findings.sort(Comparator.comparing(Finding::day).thenComparing(Finding::minute));
        return List.copyOf(findings);
    }

    /** How many Observations are about an analyte. */
    long count(int analyte) {
        return findings.stream().filter(f -> f.analyte() == analyte).count();
    }
}
