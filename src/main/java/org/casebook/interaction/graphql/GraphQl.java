package org.casebook.interaction.graphql;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.search.Search;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.utils.GraphQLEngine;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.EGraphEngine;
import org.hl7.fhir.utilities.graphql.EGraphQLException;
import org.hl7.fhir.utilities.graphql.Package;
import org.hl7.fhir.utilities.graphql.Parser;
import org.jspecify.annotations.Nullable;

/** {@code $graphql} of the system and of a resource. The whole query reads one state of the store. */
public final class GraphQl {
    private final ResourceStore store;
    private final Search search;

    public GraphQl(ResourceStore store, Search search) {
        this.store = store;
        this.search = search;
    }

    /**
     * The answer as JSON: {@code {"data": ...}}.
     *
     * @param focus the resource that the query starts from; null for the system
     */
    public byte[] run(String base, Package query, @Nullable ResourceKey focus) {
        return store.read(session -> run(session, base, query, focus));
    }

    /** A query alone: the parameter {@code query}, or a body of type application/graphql. */
    public static Package parse(String query) {
        try {
            return Parser.parse(query);
        } catch (EGraphQLException | EGraphEngine | IOException | RuntimeException e) {
            throw malformed(e);
        }
    }

    /** A query with operationName and variables: a body of type application/json. */
    public static Package parseJson(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            Package query = parse(json.path("query").asText());
            if (json.path("operationName").isTextual()) {
                query.setOperationName(json.get("operationName").asText());
            }
            for (Map.Entry<String, JsonNode> variable : json.path("variables").properties()) {
                query.getVariables()
                        .add(new Argument(
                                variable.getKey(),
                                JsonParser.parseString(variable.getValue().toString())));
            }
            return query;
        } catch (EGraphQLException | JsonProcessingException | JsonParseException e) {
            throw malformed(e);
        }
    }

    private byte[] run(ReadSession session, String base, Package query, @Nullable ResourceKey focus) {
        GraphQLEngine engine =
                new GraphQLEngine(new HapiWorkerContext(FhirContext.forCached(FhirVersionEnum.R4), new NoProfiles()));
        GraphQlStorage storage = new GraphQlStorage(session, search, base);
        engine.setServices(storage);
        engine.setGraphQL(query);
        if (focus != null) {
            engine.setFocus(storage.current(focus));
        }
        try {
            engine.execute();
            StringBuilder data = new StringBuilder();
            engine.getOutput().write(data, 0);
            return data.toString().getBytes(StandardCharsets.UTF_8);
        } catch (EGraphQLException | EGraphEngine | FHIRException e) {
            if (e.getCause() instanceof CasebookException cause) {
                throw cause;
            }
            throw new CasebookException(ErrorCategory.INVALID, IssueType.PROCESSING, "GraphQL: " + e.getMessage());
        }
    }

    private static CasebookException malformed(Exception e) {
        return new CasebookException(ErrorCategory.INVALID, "This is not GraphQL: " + e.getMessage());
    }
}
