package org.casebook.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.http.Operation.Level;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.jspecify.annotations.Nullable;

/**
 * The CapabilityStatement (R4 section 3.1.0.9), made from what is wired: the types of the definitions, the operations
 * of the router, the search parameters in force. It is built once for each state of those and kept as bytes.
 */
public final class CapabilityProvider {
    private static final List<String> TYPE_INTERACTIONS = List.of(
            "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type");
    private static final List<String> SYSTEM_INTERACTIONS =
            List.of("transaction", "batch", "search-system", "history-system");
    private static final List<String> PATCH_FORMATS = List.of(
            "application/json-patch+json",
            "application/xml-patch+xml",
            "application/fhir+json",
            "application/fhir+xml");

    private final Definitions definitions;
    private final List<Operation> operations;
    private final Supplier<SearchParameters> searchParameters;
    private final Profiles profiles;
    private final Software software;
    private final TerminologyCapabilitiesProvider terminology;
    private volatile @Nullable Built built;

    /** What this server calls itself. */
    public record Software(String version, String date) {}

    /** The profiles that the server validates against, by resource type. */
    @FunctionalInterface
    public interface Profiles {
        List<String> of(String type);
    }

    private record Built(SearchParameters parameters, String base, byte[] json) {}

    public CapabilityProvider(
            Definitions definitions,
            List<Operation> operations,
            Supplier<SearchParameters> searchParameters,
            Profiles profiles,
            List<String> codeSystems,
            Software software) {
        this.definitions = definitions;
        this.operations = List.copyOf(operations);
        this.searchParameters = searchParameters;
        this.profiles = profiles;
        this.software = software;
        this.terminology = new TerminologyCapabilitiesProvider(codeSystems, this.operations, software);
    }

    FhirResponse capabilities(FhirRequest request) {
        String mode = request.parameter("mode").orElse("full");
        return switch (mode) {
            case "full", "normative" -> FhirResponse.ok(new FhirResponse.Stored(bytes(request.base())));
            case "terminology" -> FhirResponse.ok(new FhirResponse.Tree(terminology.statement(request.base())));
            default ->
                throw new CasebookException(
                        ErrorCategory.INVALID, "mode is full, normative or terminology, not '" + mode + "'.");
        };
    }

    private byte[] bytes(String base) {
        SearchParameters parameters = searchParameters.get();
        Built last = built;
        if (last == null || last.parameters != parameters || !last.base.equals(base)) {
            last = new Built(parameters, base, Json.write(statement(parameters, base)));
            built = last;
        }
        return last.json;
    }

    private ObjectNode statement(SearchParameters parameters, String base) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "CapabilityStatement");
        statement.put("id", "casebook");
        statement.put("url", base + "/metadata");
        statement.put("version", software.version());
        statement.put("name", "Casebook");
        statement.put("title", "Casebook FHIR R4 server");
        statement.put("status", "active");
        statement.put("date", software.date());
        statement.put("publisher", "Casebook");
        statement.put("description", "Clinical case reports as FHIR.");
        statement.put("kind", "instance");
        statement.putObject("software").put("name", "Casebook").put("version", software.version());
        statement.putObject("implementation").put("description", "Casebook").put("url", base);
        statement.put("fhirVersion", "4.0.1");
        texts(statement.putArray("format"), List.of("application/fhir+json", "application/fhir+xml", "json", "xml"));
        texts(statement.putArray("patchFormat"), PATCH_FORMATS);
        ObjectNode rest = statement.putArray("rest").addObject();
        rest.put("mode", "server");
        rest.putObject("security")
                .put("description", "No authentication: the server listens on loopback unless told otherwise.");
        ArrayNode resources = rest.putArray("resource");
        for (String type : definitions.resourceTypes()) {
            resource(resources.addObject(), type, parameters);
        }
        interactions(rest.putArray("interaction"), SYSTEM_INTERACTIONS);
        operations(rest, Level.SYSTEM, "");
        ArrayNode compartments = rest.putArray("compartment");
        definitions.compartments().keySet().stream()
                .sorted()
                .forEach(name ->
                        compartments.add("http://hl7.org/fhir/CompartmentDefinition/" + name.toLowerCase(Locale.ROOT)));
        return statement;
    }

    private void resource(ObjectNode resource, String type, SearchParameters parameters) {
        resource.put("type", type);
        resource.put("profile", "http://hl7.org/fhir/StructureDefinition/" + type);
        List<String> supported = profiles.of(type);
        if (!supported.isEmpty()) {
            texts(resource.putArray("supportedProfile"), supported);
        }
        interactions(resource.putArray("interaction"), TYPE_INTERACTIONS);
        resource.put("versioning", "versioned");
        resource.put("readHistory", true);
        resource.put("updateCreate", true);
        resource.put("conditionalCreate", true);
        resource.put("conditionalRead", "full-support");
        resource.put("conditionalUpdate", true);
        resource.put("conditionalDelete", "multiple");
        texts(resource.putArray("referencePolicy"), List.of("literal", "logical", "local", "enforced"));
        includes(resource, type, parameters);
        ArrayNode searchParams = resource.putArray("searchParam");
        for (SearchParameter parameter : parameters.all(type)) {
            ObjectNode node = searchParams.addObject();
            node.put("name", parameter.code());
            node.put("definition", parameter.url());
            node.put("type", parameter.type().code());
        }
        operations(resource, Level.TYPE, type);
    }

    private void includes(ObjectNode resource, String type, SearchParameters parameters) {
        List<String> includes = parameters.all(type).stream()
                .filter(p -> p.type() == SearchParamType.REFERENCE)
                .map(p -> type + ":" + p.code())
                .toList();
        if (!includes.isEmpty()) {
            resource.putArray("searchInclude").add("*");
            texts((ArrayNode) resource.get("searchInclude"), includes);
        }
    }

    private void operations(ObjectNode owner, Level level, String type) {
        List<Operation> here = operations.stream()
                .filter(o -> level == Level.SYSTEM
                        ? o.isFor(Level.SYSTEM, type)
                        : o.isFor(Level.TYPE, type) || o.isFor(Level.INSTANCE, type))
                .toList();
        if (!here.isEmpty()) {
            ArrayNode array = owner.putArray("operation");
            here.forEach(o -> array.addObject().put("name", o.name()).put("definition", o.definition()));
        }
    }

    private static void interactions(ArrayNode array, List<String> codes) {
        codes.forEach(code -> array.addObject().put("code", code));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
