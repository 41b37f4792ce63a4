package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.StringTokenizer;
import org.casebook.index.NumberValue;
import org.jspecify.annotations.Nullable;

/** The lowest and highest sample of a SampledData (R4 section 2.24.0.7). */
final class Samples {
    private Samples() {}

    /** Null where there is no sample. */
    static @Nullable NumberValue bounds(JsonNode json) {
        BigDecimal low = null;
        BigDecimal high = null;
        StringTokenizer samples = new StringTokenizer(json.path("data").asText(""), " \t\r\n");
        while (samples.hasMoreTokens()) {
            BigDecimal sample = sample(samples.nextToken(), json);
            if (sample != null) {
                low = low == null ? sample : low.min(sample);
                high = high == null ? sample : high.max(sample);
            }
        }
        return low == null || high == null
                ? null
                : new NumberValue(
                        null,
                        NumberValue.of(scaled(low, json)).low(),
                        NumberValue.of(scaled(high, json)).high());
    }

    /** E is an error; U and L are below and above what the device can measure. */
    private static @Nullable BigDecimal sample(String word, JsonNode json) {
        return switch (word) {
            case "E" -> null;
            case "L" -> limit(json.get("lowerLimit"));
            case "U" -> limit(json.get("upperLimit"));
            default -> number(word);
        };
    }

    private static @Nullable BigDecimal limit(@Nullable JsonNode limit) {
        return limit == null || !limit.isNumber() ? null : limit.decimalValue();
    }

    private static @Nullable BigDecimal number(String word) {
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigDecimal scaled(BigDecimal sample, JsonNode json) {
        BigDecimal factor = limit(json.get("factor"));
        BigDecimal origin = limit(json.path("origin").get("value"));
        BigDecimal scaled = factor == null ? sample : sample.multiply(factor);
        return origin == null ? scaled : scaled.add(origin);
    }
}
