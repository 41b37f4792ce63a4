package org.casebook.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.http.CapabilityProvider.Server;
import org.casebook.http.Operation.Level;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.interaction.patch.PatchFormat;

/**
 * R4 resource CapabilityStatement, made from what is wired: the routes and operations of the router, the formats, the
 * search parameters in force, the settings.
 */
final class CapabilityStatement {
    private final Server server;
    private final SearchParameters parameters;
    private final IncludeClaims includes;
    private final Router router;

    CapabilityStatement(Server server, SearchParameters parameters, Router router) {
        this.server = server;
        this.parameters = parameters;
        this.includes = new IncludeClaims(parameters);
        this.router = router;
    }

    ObjectNode tree(String base, Instant time) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "CapabilityStatement");
        statement.put("id", "casebook");
        statement.put("url", base + "/metadata");
        statement.put("version", server.software().version());
        statement.put("name", "Casebook");
        statement.put("title", "Casebook FHIR R4 server");
        statement.put("status", "active");
        statement.put("date", time.toString());
        statement.put("publisher", "Casebook");
        statement.put("description", "Clinical case reports as FHIR.");
        statement.put("kind", "instance");
        statement
                .putObject("software")
                .put("name", "Casebook")
                .put("version", server.software().version());
        statement.putObject("implementation").put("description", "Casebook").put("url", base);
        statement.put("fhirVersion", "4.0.1");
        texts(
                statement.putArray("format"),
                Arrays.stream(Format.values()).flatMap(f -> Stream.of(f.mediaType(), f.shortName())));
        texts(
                statement.putArray("patchFormat"),
                Arrays.stream(PatchFormat.values()).map(PatchFormat::mediaType));
        rest(statement.putArray("rest").addObject());
        return statement;
    }

    private void rest(ObjectNode rest) {
        rest.put("mode", "server");
        rest.putObject("security")
                .put("cors", server.policies().crossOrigin())
                .put("description", "No authentication: the server listens on loopback unless told otherwise.");
        ArrayNode resources = rest.putArray("resource");
        for (String type : Definitions.r4().resourceTypes()) {
            resource(resources.addObject(), type);
        }
        claims(rest, Claim.Level.SYSTEM);
        searchParameters(rest, parameters.all().stream().filter(p -> p.base().contains("Resource")));
        operations(rest, operation -> operation.isFor(Level.SYSTEM, ""));
        ArrayNode compartments = rest.putArray("compartment");
        Definitions.r4().compartments().keySet().stream()
                .sorted()
                .forEach(name ->
                        compartments.add("http://hl7.org/fhir/CompartmentDefinition/" + name.toLowerCase(Locale.ROOT)));
    }

    private void resource(ObjectNode resource, String type) {
        resource.put("type", type);
        resource.put("profile", "http://hl7.org/fhir/StructureDefinition/" + type);
        List<String> supported = server.profiles().of(type);
        if (!supported.isEmpty()) {
            texts(resource.putArray("supportedProfile"), supported.stream());
        }
        claims(resource, Claim.Level.TYPE);
        resource.put("versioning", server.policies().requireIfMatch() ? "versioned-update" : "versioned");
        texts(resource.putArray("referencePolicy"), referencePolicy());
        texts(resource.putArray("searchInclude"), includes.forward(type));
        texts(resource.putArray("searchRevInclude"), includes.reverse(type));
        searchParameters(resource, parameters.all(type).stream());
        operations(resource, o -> o.isFor(Level.TYPE, type) || o.isFor(Level.INSTANCE, type));
    }

    private Stream<String> referencePolicy() {
        Stream<String> always = Stream.of("literal", "logical", "local");
        return server.policies().enforceReferences() ? Stream.concat(always, Stream.of("enforced")) : always;
    }

    private void claims(ObjectNode owner, Claim.Level level) {
        ArrayNode interactions = owner.putArray("interaction");
        for (Claim claim : router.claims(level)) {
            if (claim.isInteraction()) {
                interactions.addObject().put("code", claim.value());
            } else if (claim.value().equals("true")) {
                owner.put(claim.element(), true);
            } else {
                owner.put(claim.element(), claim.value());
            }
        }
    }

    private static void searchParameters(ObjectNode owner, Stream<SearchParameter> parameters) {
        ArrayNode array = owner.putArray("searchParam");
        parameters
                // HL7 defines it for named queries; there are none here.
                .filter(parameter -> !parameter.code().equals("_query"))
                .forEach(parameter -> array.addObject()
                        .put("name", parameter.code())
                        .put("definition", parameter.url())
                        .put("type", parameter.type().code()));
    }

    private void operations(ObjectNode owner, Predicate<Operation> here) {
        List<Operation> offered = router.operations().stream().filter(here).toList();
        if (!offered.isEmpty()) {
            ArrayNode array = owner.putArray("operation");
            offered.forEach(o -> array.addObject().put("name", o.name()).put("definition", o.definition()));
        }
    }

    private static void texts(ArrayNode array, Stream<String> texts) {
        texts.forEach(array::add);
    }
}
