package org.casebook.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumService;
import org.jspecify.annotations.Nullable;

/**
 * Units of UCUM. Codes and numbers come from clients, so both are bounded: a code that would keep the library busy, or a
 * number that would need gigabytes of digits, counts as not convertible.
 */
public final class Ucum {
    /** The code system of UCUM. */
    public static final String SYSTEM = "http://unitsofmeasure.org";

    private static final int MAX_CODE = 100;
    private static final int MAX_CACHED = 10_000;
    private static final int MAX_DIGITS = 1000;
    /** The library multiplies once for each power. */
    private static final Pattern HUGE_EXPONENT = Pattern.compile("[^0-9.(/{][+-]?[0-9]{3,}|[0-9]{19,}");

    /** Logarithms and the like, which the library treats as if they were linear. */
    private static final Pattern NOT_LINEAR =
            Pattern.compile("\\[pH]|Np|[a-zA-Z]{0,2}B(\\[.*])?|bit_s|\\[hp'_.]|%\\[slope]");

    /** Temperatures with their zero elsewhere, which the library does not convert. */
    private static final Map<String, Conversion> TEMPERATURES = Map.of(
            "Cel",
            new Conversion(BigDecimal.ONE, new BigDecimal("273.15"), "K"),
            "[degF]",
            new Conversion(
                    new BigDecimal(5).divide(new BigDecimal(9), MathContext.DECIMAL128),
                    new BigDecimal("459.67")
                            .multiply(new BigDecimal(5))
                            .divide(new BigDecimal(9), MathContext.DECIMAL128),
                    "K"));

    private static final Map<String, Optional<Conversion>> CONVERSIONS =
            new ConcurrentHashMap<>(TEMPERATURES.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> Optional.of(e.getValue()))));

    private Ucum() {}

    /**
     * How numbers of a unit become numbers of base units.
     *
     * @param unit the base units, such as {@code g} or {@code m.s-1}; {@code 1} where there is none
     */
    public record Conversion(BigDecimal factor, BigDecimal offset, String unit) {

        /** The number in base units; empty where it has an absurd size. */
        public Optional<BigDecimal> apply(BigDecimal number) {
            if (!isBounded(number)) {
                return Optional.empty();
            }
            BigDecimal scaled = factor.compareTo(BigDecimal.ONE) == 0 ? number : number.multiply(factor);
            return Optional.of(offset.signum() == 0 ? scaled : scaled.add(offset));
        }
    }

    /** A number and its unit. */
    public record Canonical(BigDecimal value, String unit) {}

    /** The quantity in base units; empty where the code is not UCUM or the number has an absurd size. */
    public static Optional<Canonical> canonical(BigDecimal value, String code) {
        return conversion(code).flatMap(c -> c.apply(value).map(converted -> new Canonical(converted, c.unit())));
    }

    /** The product of two quantities; empty where a code is not UCUM or a number has an absurd size. */
    public static Optional<Canonical> multiply(Canonical a, Canonical b) {
        return combine(a, b, Holder.SERVICE::multiply);
    }

    /** The quotient of two quantities; empty as for the product, and where the divisor is zero. */
    public static Optional<Canonical> divide(Canonical a, Canonical b) {
        return b.value.signum() == 0 ? Optional.empty() : combine(a, b, Holder.SERVICE::divideBy);
    }

    private interface Operation {
        Pair apply(Pair a, Pair b) throws UcumException;
    }

    private static Optional<Canonical> combine(Canonical a, Canonical b, Operation operation) {
        boolean known = isBounded(a.value)
                && isBounded(b.value)
                && conversion(a.unit).isPresent()
                && conversion(b.unit).isPresent();
        return known ? Optional.ofNullable(compute(a, b, operation)) : Optional.empty();
    }

    private static synchronized @Nullable Canonical compute(Canonical a, Canonical b, Operation operation) {
        try {
            Pair result = operation.apply(pair(a), pair(b));
            return new Canonical(new BigDecimal(result.getValue().asDecimal()), unit(result));
        } catch (UcumException | RuntimeException e) {
            return null;
        }
    }

    private static Pair pair(Canonical quantity) throws UcumException {
        return new Pair(new Decimal(quantity.value.toPlainString()), quantity.unit);
    }

    private static String unit(Pair pair) {
        String code = pair.getCode();
        return code == null || code.isEmpty() ? "1" : code;
    }

    /** Whether the number can be written out with a reasonable number of digits. */
    public static boolean isBounded(BigDecimal number) {
        return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
    }

    /** The conversion of a UCUM code into base units; empty where the code is not UCUM. */
    public static Optional<Conversion> conversion(String code) {
        Optional<Conversion> known = CONVERSIONS.get(code);
        if (known != null) {
            return known;
        }
        boolean refused = code.isBlank()
                || code.length() > MAX_CODE
                || HUGE_EXPONENT.matcher(code).find()
                || NOT_LINEAR.matcher(code).matches();
        if (refused) {
            return Optional.empty();
        }
        Optional<Conversion> computed = Optional.ofNullable(compute(code));
        if (CONVERSIONS.size() < MAX_CACHED) {
            CONVERSIONS.put(code, computed);
        }
        return computed;
    }

    /** Every unit of UCUM that has base units is linear in them. The library is not made for several threads. */
    private static synchronized @Nullable Conversion compute(String code) {
        try {
            Pair one = Holder.SERVICE.getCanonicalForm(new Pair(new Decimal("1"), code));
            Pair two = Holder.SERVICE.getCanonicalForm(new Pair(new Decimal("2"), code));
            BigDecimal first = new BigDecimal(one.getValue().asDecimal());
            BigDecimal factor = new BigDecimal(two.getValue().asDecimal()).subtract(first);
            return new Conversion(factor, first.subtract(factor), unit(one));
        } catch (UcumException | RuntimeException e) {
            // The library throws all sorts of exceptions at codes that are not UCUM.
            return null;
        }
    }

    /** Read when the first quantity with a unit is met. */
    private static final class Holder {
        static final UcumService SERVICE = read();

        private static UcumService read() {
            try (InputStream in = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
                return new UcumEssenceService(in);
            } catch (UcumException | IOException e) {
                throw new IllegalStateException("ucum-essence.xml is not readable", e);
            }
        }
    }
}
