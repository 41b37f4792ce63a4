package org.casebook.interaction.graphql;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
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
import org.hl7.fhir.utilities.graphql.Field;
import org.hl7.fhir.utilities.graphql.ObjectValue;
import org.hl7.fhir.utilities.graphql.Package;
import org.hl7.fhir.utilities.graphql.Parser;
import org.hl7.fhir.utilities.graphql.Selection;
import org.hl7.fhir.utilities.graphql.StringValue;
import org.hl7.fhir.utilities.graphql.Value;
import org.jspecify.annotations.Nullable;

/** {@code $graphql} of the system and of a resource. The whole query reads one state of the store. */
public final class GraphQl {
    private static final int MAX_DEPTH = 50;
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
        requireShallow(query);
        try {
            // The parser looks for the end of a comment at the end of its line, and never stops where that is missing.
            Package parsed = Parser.parse(query + "\n");
            parsed.getDocument().getOperations().forEach(o -> requireFlattened(o.getSelectionSet()));
            parsed.getDocument().getFragments().forEach(f -> requireFlattened(f.getSelectionSet()));
            return parsed;
        } catch (CasebookException e) {
            throw e;
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
            requireOperation(query);
            for (Map.Entry<String, JsonNode> variable : json.path("variables").properties()) {
                if (variable.getValue().isNull()) {
                    // A variable without a value is one that is not there (GraphQL section 2.9.5); HL7's engine knows
                    // no null.
                    continue;
                }
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

    /** HL7's parser and engine call themselves once a level. */
    private static void requireShallow(String query) {
        int depth = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if (c == '}' || c == ']' || c == ')') {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.TOO_COSTLY,
                        "The GraphQL query is nested deeper than " + MAX_DEPTH + " levels; ask for less at a time.");
            }
        }
    }

    /** What is flattened is replaced by what is selected in it; HL7's engine has no place for one that selects nothing. */
    private static void requireFlattened(List<Selection> selections) {
        for (Selection selection : selections) {
            if (selection.getInlineFragment() != null) {
                requireFlattened(selection.getInlineFragment().getSelectionSet());
            } else if (selection.getField() != null) {
                Field field = selection.getField();
                if (field.hasDirective("flatten") && field.getSelectionSet().isEmpty()) {
                    throw new CasebookException(
                            ErrorCategory.INVALID,
                            "GraphQL: @flatten stands at '" + field.getName()
                                    + "', which selects no fields; take it away, or select some in braces.");
                }
                requireFlattened(field.getSelectionSet());
            }
        }
    }

    /** HL7's engine answers nothing for a field of the system that it does not know, instead of saying so. */
    private static void requireRoots(List<Selection> selections) {
        for (Selection selection : selections) {
            String name = selection.getField() == null
                    ? ""
                    : selection.getField().getName().replaceFirst("(List|Connection)$", "");
            String whole =
                    selection.getField() == null ? "" : selection.getField().getName();
            if (!whole.isEmpty()
                    && !Definitions.r4().isResourceType(name)
                    && !Definitions.r4().isResourceType(whole)) {
                throw new CasebookException(
                        ErrorCategory.INVALID,
                        "GraphQL: there is no field '" + whole
                                + "' of the system; ask for a resource type, or one with List or Connection behind it.");
            }
        }
    }

    private static void requireOperation(Package query) {
        String wanted = query.getOperationName();
        if (wanted != null && query.getDocument().getOperations().stream().noneMatch(o -> wanted.equals(o.getName()))) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "The GraphQL query has no operation named '" + wanted + "'.");
        }
        // The engine compares names without looking whether there is one.
        query.getDocument().getOperations().removeIf(o -> wanted != null && o.getName() == null);
    }

    private byte[] run(ReadSession session, String base, Package query, @Nullable ResourceKey focus) {
        if (focus == null) {
            query.getDocument().getOperations().forEach(o -> requireRoots(o.getSelectionSet()));
        }
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
            withoutEmpty(engine.getOutput());
            engine.getOutput().write(data, 0);
            return data.toString().getBytes(StandardCharsets.UTF_8);
        } catch (StackOverflowError e) {
            // A fragment that holds itself.
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.TOO_COSTLY,
                    "The GraphQL query never ends; a fragment must not lead back to itself.");
        } catch (EGraphQLException | EGraphEngine | FHIRException e) {
            if (e.getCause() instanceof CasebookException cause) {
                throw cause;
            }
            throw new CasebookException(ErrorCategory.INVALID, IssueType.PROCESSING, "GraphQL: " + e.getMessage());
        }
    }

    /** A primitive that has only extensions has no value, which the engine takes for a text and cannot write. */
    private static void withoutEmpty(ObjectValue object) {
        for (Argument field : object.getFields()) {
            field.getValues().removeIf(value -> value instanceof StringValue text && text.getValue() == null);
            for (Value value : field.getValues()) {
                if (value instanceof ObjectValue inner) {
                    withoutEmpty(inner);
                }
            }
        }
        object.getFields().removeIf(field -> field.getValues().isEmpty());
    }

    private static CasebookException malformed(Exception e) {
        return new CasebookException(ErrorCategory.INVALID, "This is not GraphQL: " + e.getMessage());
    }
}
