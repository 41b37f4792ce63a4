package org.casebook.interaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.FhirDateTime;
import org.casebook.store.HistoryPosition;
import org.casebook.store.HistoryQuery;
import org.casebook.store.HistoryScope;
import org.casebook.store.SnapshotMarker;
import org.jspecify.annotations.Nullable;

/**
 * What a history request asks for (R4 section 3.1.0.10): {@code _since}, {@code _at}, {@code _count}, {@code _sort},
 * {@code _list}; {@code _page} stands in the links of this server and says where the page before ended.
 *
 * @param base the server's address
 * @param path what follows it, such as {@code Patient/1/_history}
 */
public record HistoryRequest(String base, String path, List<Parameter> parameters) {
    private static final Set<String> KNOWN =
            Set.of("_since", "_at", "_count", "_sort", "_list", "_page", "_format", "_pretty", "_summary", "_elements");

    /** One parameter of the URL, decoded. */
    public record Parameter(String name, String value) {}

    public HistoryRequest {
        parameters = List.copyOf(parameters);
        for (Parameter parameter : parameters) {
            if (!KNOWN.contains(parameter.name())) {
                throw invalid("A history has no parameter '" + parameter.name()
                        + "'; it has _since, _at, _count, _sort and _list.");
            }
        }
    }

    OptionalInt count() {
        Optional<String> count = value("_count");
        if (count.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseUnsignedInt(count.get()));
        } catch (NumberFormatException e) {
            throw invalid("_count must be a whole number from 0; found '" + count.get() + "'.");
        }
    }

    Optional<String> list() {
        return value("_list").map(text -> text.startsWith("List/") ? text.substring(5) : text);
    }

    HistoryQuery query(HistoryScope scope) {
        HistoryQuery query = HistoryQuery.of(scope).oldestFirst(oldestFirst());
        Optional<FhirDateTime> since = value("_since").map(text -> time("_since", text));
        if (since.isPresent()) {
            query = query.since(Instant.ofEpochMilli(since.get().low()));
        }
        query = valid(query);
        Optional<String> page = value("_page");
        return page.isPresent() ? continued(query, page.get()) : query;
    }

    /** {@code _at}: versions that were current at some moment of the time that is given; several narrow it to a period. */
    private HistoryQuery valid(HistoryQuery query) {
        Instant from = null;
        Instant before = null;
        for (Parameter parameter : parameters) {
            if (parameter.name().equals("_at")) {
                At at = At.parse(parameter.value());
                from = later(from, at.from());
                before = earlier(before, at.before());
            }
        }
        return from == null && before == null ? query : query.validIn(from, before);
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    private static HistoryQuery continued(HistoryQuery query, String page) {
        Continuation from = Continuation.parse(page);
        return query.after(from.marker(), from.position());
    }

    /** How many versions all pages have together, as the first page has counted them; empty at the first page. */
    OptionalLong total() {
        Optional<Continuation> from = value("_page").map(Continuation::parse);
        return from.isPresent() ? OptionalLong.of(from.get().total()) : OptionalLong.empty();
    }

    /** What a link carries to the page that it leads to, so that no server needs to remember it. */
    record Continuation(SnapshotMarker marker, HistoryPosition position, long total) {
        static Continuation parse(String page) {
            try {
                String[] parts = page.split("~", 3);
                return new Continuation(
                        SnapshotMarker.parse(parts[0]),
                        HistoryPosition.parse(parts[1]),
                        Long.parseUnsignedLong(parts[2]));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw invalid("_page is not one that this server has given; follow the links of a history.");
            }
        }

        @Override
        public String toString() {
            return marker + "~" + position + "~" + total;
        }
    }

    private boolean oldestFirst() {
        String sort = value("_sort").orElse("-_lastUpdated");
        return switch (sort) {
            case "_lastUpdated" -> true;
            case "-_lastUpdated", "none" -> false;
            default -> throw invalid("A history can be sorted by _lastUpdated or -_lastUpdated; found '" + sort + "'.");
        };
    }

    String self() {
        return url(parameters);
    }

    String continued(Continuation page) {
        List<Parameter> next = new ArrayList<>(parameters);
        next.removeIf(p -> p.name().equals("_page"));
        next.add(new Parameter("_page", page.toString()));
        return url(next);
    }

    private String url(List<Parameter> query) {
        StringBuilder url = new StringBuilder(base).append('/').append(path);
        char separator = '?';
        for (Parameter parameter : query) {
            url.append(separator)
                    .append(parameter.name())
                    .append('=')
                    .append(URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }

    private Optional<String> value(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private static FhirDateTime time(String name, String text) {
        // A plus sign that was not escaped arrives as a blank: HAPI's client sends it so.
        return FhirDateTime.parse(text.replace(' ', '+'))
                .orElseThrow(() -> invalid(
                        name + " must be a date or a time such as 2020-03-01T12:00:00Z; found '" + text + "'."));
    }

    private static CasebookException invalid(String text) {
        return new CasebookException(ErrorCategory.INVALID, IssueType.VALUE, text);
    }

    /** The period of one {@code _at}, with the prefixes that dates have in searches. */
    private record At(@Nullable Instant from, @Nullable Instant before) {
        static At parse(String text) {
            boolean prefixed = text.length() > 2 && Character.isLetter(text.charAt(0));
            FhirDateTime time = time("_at", prefixed ? text.substring(2) : text);
            Instant low = Instant.ofEpochMilli(time.low());
            Instant high = Instant.ofEpochMilli(time.high());
            return switch (prefixed ? text.substring(0, 2) : "eq") {
                case "eq" -> new At(low, high);
                case "ge" -> new At(low, null);
                case "gt", "sa" -> new At(high, null);
                case "le" -> new At(null, high);
                case "lt", "eb" -> new At(null, low);
                default -> throw invalid("_at knows the prefixes eq, ge, gt, sa, le, lt and eb; found '" + text + "'.");
            };
        }
    }
}
