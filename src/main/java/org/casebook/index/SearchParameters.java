package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The search parameters in force: an immutable snapshot. HL7's own come first, each addition takes the place of what
 * has the same url, and of what has the same code on the same type.
 */
public final class SearchParameters {
    private static final String HL7 = "r4-search-parameters.txt";
    private static final Set<String> NOT_DOMAIN_RESOURCES = Set.of("Bundle", "Binary", "Parameters");

    private final Map<String, SearchParameter> byUrl;
    private final Map<String, Map<String, SearchParameter>> byBase;
    private final Map<String, Map<String, SearchParameter>> byType = new ConcurrentHashMap<>();

    private SearchParameters(Collection<SearchParameter> parameters) {
        byUrl = new LinkedHashMap<>();
        byBase = new LinkedHashMap<>();
        for (SearchParameter parameter : parameters) {
            byUrl.put(parameter.url(), parameter);
        }
        for (SearchParameter parameter : byUrl.values()) {
            for (String base : parameter.base()) {
                byBase.computeIfAbsent(base, b -> new TreeMap<>()).put(parameter.code(), parameter);
            }
        }
    }

    /** The parameters of R4: HL7's definitions, and those of the search page that have no definition of their own. */
    public static SearchParameters r4() {
        return R4.INSTANCE;
    }

    /** Reads a SearchParameter resource; one that cannot be used is refused. */
    public static SearchParameter read(ObjectNode resource) {
        return SearchParameterReader.read(resource);
    }

    /** A new snapshot with these parameters added. */
    public SearchParameters with(Collection<SearchParameter> added) {
        List<SearchParameter> all = new ArrayList<>(byUrl.values());
        for (SearchParameter parameter : added) {
            all.removeIf(p -> p.url().equals(parameter.url()));
            all.add(parameter);
        }
        return new SearchParameters(all);
    }

    /** A new snapshot with the parameters of these SearchParameter resources added. */
    public SearchParameters withResources(Collection<ObjectNode> resources) {
        return with(resources.stream().map(SearchParameters::read).toList());
    }

    /** A new snapshot without the parameter of this url. */
    public SearchParameters without(String url) {
        List<SearchParameter> all = new ArrayList<>(byUrl.values());
        all.removeIf(p -> p.url().equals(url));
        return new SearchParameters(all);
    }

    /** The parameter with this code on a resource type, also those of all resources ({@code _id}). */
    public Optional<SearchParameter> of(String resourceType, String code) {
        return Optional.ofNullable(byCode(resourceType).get(code));
    }

    /** All parameters of a resource type by code, with those of all resources. */
    public Collection<SearchParameter> all(String resourceType) {
        return byCode(resourceType).values();
    }

    /** Every parameter in force. */
    public Collection<SearchParameter> all() {
        return Collections.unmodifiableCollection(byUrl.values());
    }

    public Optional<SearchParameter> byUrl(String url) {
        return Optional.ofNullable(byUrl.get(url));
    }

    static boolean isDomainResource(String resourceType) {
        return !NOT_DOMAIN_RESOURCES.contains(resourceType);
    }

    private Map<String, SearchParameter> byCode(String resourceType) {
        return byType.computeIfAbsent(resourceType, this::merge);
    }

    private Map<String, SearchParameter> merge(String resourceType) {
        Map<String, SearchParameter> merged = new TreeMap<>(base("Resource"));
        if (isDomainResource(resourceType)) {
            merged.putAll(base("DomainResource"));
        }
        merged.putAll(base(resourceType));
        return Collections.unmodifiableMap(merged);
    }

    private Map<String, SearchParameter> base(String base) {
        return byBase.getOrDefault(base, Map.of());
    }

    /** Loaded on first use. */
    private static final class R4 {
        static final SearchParameters INSTANCE = load();

        private static SearchParameters load() {
            List<SearchParameter> parameters = new ArrayList<>();
            hl7().lines().map(SearchParameterLines::read).forEach(parameters::add);
            parameters.add(special("list", "_list"));
            parameters.add(special("has", "_has"));
            parameters.add(special("type", "_type"));
            parameters.add(special("filter", "_filter"));
            return new SearchParameters(parameters);
        }

        /** The urls are those that R5 gave them. */
        private static SearchParameter special(String name, String code) {
            return new SearchParameter(
                    "http://hl7.org/fhir/SearchParameter/Resource-" + name,
                    code,
                    SearchParamType.SPECIAL,
                    List.of("Resource"),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    true,
                    true,
                    "normal");
        }

        /** Made by the build out of HL7's search-parameters.json. */
        private static String hl7() {
            try (@Nullable InputStream in = SearchParameters.class.getResourceAsStream(HL7)) {
                if (in == null) {
                    throw new IllegalStateException(HL7 + " is not on the class path: the build makes it");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
