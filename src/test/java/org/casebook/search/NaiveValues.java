package org.casebook.search;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/**
 * How R4's search page compares values, written down a second time, from the page alone and without an index: what the
 * properties of {@link SearchPropertyTest} hold the search against.
 */
final class NaiveValues {
    private static final Map<String, BigDecimal> GRAMS =
            Map.of("kg", new BigDecimal("1000"), "g", BigDecimal.ONE, "mg", new BigDecimal("0.001"));
    static final String UCUM = "http://unitsofmeasure.org";

    private NaiveValues() {}

    /** A range of time; the end is exclusive. */
    record Span(Instant low, Instant high) {
        static Span of(String text) {
            if (text.length() == 4) {
                Year year = Year.parse(text);
                return days(year.atDay(1), year.plusYears(1).atDay(1));
            }
            if (text.length() == 7) {
                YearMonth month = YearMonth.parse(text);
                return days(month.atDay(1), month.plusMonths(1).atDay(1));
            }
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                return days(day, day.plusDays(1));
            }
            String zoned = text.matches(".*(Z|[+-]..:..)") ? text : text + "Z";
            Instant start = OffsetDateTime.parse(zoned).toInstant();
            int colons = text.substring(11).split("[Z+-]")[0].split(":").length;
            long millis = text.contains(".") ? 1 : colons == 3 ? 1000 : 60_000;
            return new Span(start, start.plusMillis(millis));
        }

        private static Span days(LocalDate from, LocalDate to) {
            return new Span(
                    from.atStartOfDay().toInstant(ZoneOffset.UTC),
                    to.atStartOfDay().toInstant(ZoneOffset.UTC));
        }

        boolean contains(Span other) {
            return !low.isAfter(other.low) && !high.isBefore(other.high);
        }

        boolean overlaps(Span other) {
            return low.isBefore(other.high) && other.low.isBefore(high);
        }

        Span widened(Instant now) {
            long gap = now.isBefore(low)
                    ? low.toEpochMilli() - now.toEpochMilli()
                    : Math.max(0, now.toEpochMilli() - high.toEpochMilli());
            return new Span(low.minusMillis(gap / 10), high.plusMillis(gap / 10));
        }
    }

    /** The table of prefixes for ranges: {@code target} is the resource's. */
    static boolean date(String prefix, Span search, Span target) {
        Span above = new Span(search.high, Instant.MAX);
        Span below = new Span(Instant.MIN, search.low);
        return switch (prefix) {
            case "eq" -> search.contains(target);
            case "ne" -> !search.contains(target);
            case "gt" -> above.overlaps(target);
            case "lt" -> below.overlaps(target);
            case "ge" -> above.overlaps(target) || search.contains(target);
            case "le" -> below.overlaps(target) || search.contains(target);
            case "sa" -> !search.overlaps(target) && above.contains(target);
            case "eb" -> !search.overlaps(target) && below.contains(target);
            case "ap" -> search.widened(Instant.now()).overlaps(target);
            default -> throw new IllegalArgumentException(prefix);
        };
    }

    /** The table of prefixes for numbers; only eq and ne heed the digits of the search. */
    static boolean number(String prefix, String search, BigDecimal factor, BigDecimal target) {
        BigDecimal value = new BigDecimal(search).multiply(factor);
        BigDecimal margin = margin(search).multiply(factor);
        boolean equal = target.compareTo(value.subtract(margin)) >= 0 && target.compareTo(value.add(margin)) < 0;
        int order = target.compareTo(value);
        return switch (prefix) {
            case "eq" -> equal;
            case "ne" -> !equal;
            case "gt", "sa" -> order > 0;
            case "lt", "eb" -> order < 0;
            case "ge" -> order >= 0;
            case "le" -> order <= 0;
            case "ap" -> target.subtract(value).abs().compareTo(value.abs().multiply(new BigDecimal("0.1"))) <= 0;
            default -> throw new IllegalArgumentException(prefix);
        };
    }

    /** 100 is plus or minus 0.5, 100.00 plus or minus 0.005, 1e2 plus or minus 5: the examples of the page. */
    private static BigDecimal margin(String number) {
        if (number.equals("1e2")) {
            return new BigDecimal("5");
        }
        int scale = new BigDecimal(number).scale();
        if (scale < 0) {
            throw new IllegalArgumentException("the page has no rule for " + number);
        }
        return new BigDecimal("0.5").scaleByPowerOfTen(-scale);
    }

    record Quantity(BigDecimal value, String unit, String system, String code) {

        private boolean isMass() {
            return UCUM.equals(system) && code != null && GRAMS.containsKey(code);
        }

        /** {@code number|system|code}, {@code number||code}, {@code number}. */
        boolean matches(String prefix, String number, String wantedSystem, String wantedCode) {
            if (UCUM.equals(wantedSystem) && GRAMS.containsKey(wantedCode)) {
                return isMass() && number(prefix, number, GRAMS.get(wantedCode), value.multiply(GRAMS.get(code)));
            }
            boolean sameUnit = wantedCode == null
                    || (wantedSystem == null
                            ? wantedCode.equals(code) || wantedCode.equals(unit)
                            : wantedCode.equals(code) && wantedSystem.equals(system));
            return sameUnit && number(prefix, number, BigDecimal.ONE, value);
        }
    }

    /** A token: the code without case; a system of null is no system. */
    record Token(String system, String code) {
        boolean matches(String search) {
            int bar = search.indexOf('|');
            if (bar < 0) {
                return search.equalsIgnoreCase(code);
            }
            String wantedSystem = bar == 0 ? null : search.substring(0, bar);
            String wantedCode = search.substring(bar + 1);
            return java.util.Objects.equals(system, wantedSystem)
                    && (wantedCode.isEmpty() || wantedCode.equalsIgnoreCase(code));
        }
    }

    static boolean string(String modifier, String search, String target) {
        return switch (modifier) {
            case ":exact" -> target.equals(search);
            case ":contains" -> folded(target).contains(folded(search));
            default -> folded(target).startsWith(folded(search));
        };
    }

    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
