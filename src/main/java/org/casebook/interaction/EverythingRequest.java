package org.casebook.interaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.FhirDateTime;
import org.casebook.search.CompartmentMembers.Dated;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code $everything} asks for.
 *
 * @param base the server's address
 * @param start first day of care that is wanted; null for all before the end
 * @param end last day of care that is wanted; null for all after the start
 * @param since only what was written then or later
 * @param types resource types that are wanted; empty for all
 * @param count resources on a page; null for all at once
 * @param page where the page before ended; null for the first
 */
public record EverythingRequest(
        String base,
        @Nullable String start,
        @Nullable String end,
        @Nullable String since,
        List<String> types,
        @Nullable String count,
        @Nullable String page) {

    public EverythingRequest {
        types = List.copyOf(types);
    }

    /** The same from another place on. */
    EverythingRequest from(@Nullable String position) {
        return new EverythingRequest(base, start, end, since, types, count, position);
    }

    Dated dated() {
        long low = start == null ? Long.MIN_VALUE : time("start", start).low();
        long high = end == null ? Long.MAX_VALUE : time("end", end).high();
        return new Dated(low, high);
    }

    Optional<Instant> sinceInstant() {
        return Optional.ofNullable(since)
                .map(text -> Instant.ofEpochMilli(time("_since", text).low()));
    }

    Set<String> wantedTypes() {
        List<String> wanted = types.stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        wanted.stream()
                .filter(type -> !Definitions.r4().isResourceType(type))
                .findFirst()
                .ifPresent(type -> {
                    throw invalid("_type names '" + type + "', which is not a resource type of R4.");
                });
        return Set.copyOf(wanted);
    }

    int pageSize(int most) {
        if (count == null) {
            return most;
        }
        try {
            int number = Integer.parseUnsignedInt(count);
            if (number > 0) {
                return Math.min(number, most);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw invalid("_count must be a whole number from 1; found '" + count + "'.");
    }

    boolean wants(StoredResource stored, Set<String> wantedTypes, Optional<Instant> sinceInstant) {
        return (wantedTypes.isEmpty() || wantedTypes.contains(stored.key().type()))
                && (sinceInstant.isEmpty() || !stored.lastUpdated().isBefore(sinceInstant.get()));
    }

    /** The address of this page, or of one that begins elsewhere. */
    String url(String path, @Nullable String position, int pageSize) {
        List<String> query = new ArrayList<>();
        add(query, "start", start);
        add(query, "end", end);
        add(query, "_since", since);
        types.forEach(type -> add(query, "_type", type));
        add(query, "_count", count == null && position == null ? null : Integer.toString(pageSize));
        add(query, "_page", position);
        return base + "/" + path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static FhirDateTime time(String name, String text) {
        // A plus sign that was not escaped arrives as a blank.
        return FhirDateTime.parse(text.replace(' ', '+'))
                .orElseThrow(() -> invalid(name + " must be a date such as 2020-03-01; found '" + text + "'."));
    }

    static CasebookException invalid(String text) {
        return new CasebookException(ErrorCategory.INVALID, IssueType.VALUE, text);
    }
}
