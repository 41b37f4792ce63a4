package org.casebook.interaction;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The statistics that {@code $stats} computes (R4 code system observation-statistics), of values in ascending order. */
enum Statistic {
    AVERAGE("average", Statistic::mean),
    MAXIMUM("maximum", v -> v[v.length - 1]),
    MINIMUM("minimum", v -> v[0]),
    COUNT("count", v -> v.length),
    TOTAL_COUNT("total-count", v -> v.length),
    MEDIAN("median", v -> quantile(v, 0.5)),
    STD_DEV("std-dev", v -> Math.sqrt(variance(v))),
    SUM("sum", v -> Arrays.stream(v).sum()),
    VARIANCE("variance", Statistic::variance),
    PERCENT_20("20-percent", v -> quantile(v, 0.2)),
    PERCENT_80("80-percent", v -> quantile(v, 0.8)),
    QUARTILE_LOWER("4-lower", v -> quantile(v, 0.25)),
    QUARTILE_UPPER("4-upper", v -> quantile(v, 0.75)),
    QUARTILE_DEVIATION("4-dev", v -> (quantile(v, 0.75) - quantile(v, 0.25)) / 2),
    QUINTILE_1("5-1", v -> quantile(v, 0.2)),
    QUINTILE_2("5-2", v -> quantile(v, 0.4)),
    QUINTILE_3("5-3", v -> quantile(v, 0.6)),
    QUINTILE_4("5-4", v -> quantile(v, 0.8)),
    SKEW("skew", v -> moment(v, 3)),
    KURTOSIS("kurtosis", v -> moment(v, 4) - 3);

    private final String code;
    private final ToDoubleFunction<double[]> of;

    Statistic(String code, ToDoubleFunction<double[]> of) {
        this.code = code;
        this.of = of;
    }

    String code() {
        return code;
    }

    /** Whether the result is a number of values and has no unit. */
    boolean isCount() {
        return this == COUNT || this == TOTAL_COUNT;
    }

    /** NaN where so few values have none. */
    double of(double[] sorted) {
        return of.applyAsDouble(sorted);
    }

    static Optional<Statistic> named(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Statistic::code).toList();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Of a sample. */
    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    /** The standardised central moment of the values themselves. */
    private static double moment(double[] values, int order) {
        double mean = mean(values);
        double deviation = Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
        return Arrays.stream(values)
                        .map(v -> Math.pow((v - mean) / deviation, order))
                        .sum()
                / values.length;
    }

    /** Between the two values beside the place, in proportion. */
    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
