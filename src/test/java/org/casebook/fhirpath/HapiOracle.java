package org.casebook.fhirpath;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.fhir.Json;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;

/** HAPI's FHIRPath engine on HAPI's model, its results in the form in which ours are compared. */
public final class HapiOracle {
    /** A result: its type and its JSON; of a resource only type and id. */
    public record Found(String type, JsonNode json) {
        boolean sameAs(Found other) {
            return type.equals(other.type) && json.equals(Equality.BY_VALUE, other.json);
        }
    }

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private final IFhirPath engine = CONTEXT.newFhirPath();
    private final IParser parser = CONTEXT.newJsonParser();
    private final Map<String, IFhirPath.IParsedExpression> parsed = new HashMap<>();

    public HapiOracle() {
        parser.setParserErrorHandler(new StrictErrorHandler());
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        engine.setEvaluationContext(new Resolver());
    }

    /** Only the type of the target is known, as in indexing. */
    private static final class Resolver implements IFhirPathEvaluationContext {
        private Resource current;

        @Override
        public IBase resolveReference(IIdType reference, IBase context) {
            if (reference.isLocal() && current instanceof DomainResource domain) {
                return domain.getContained().stream()
                        .filter(r -> ("#" + r.getIdElement().getIdPart()).equals(reference.getValue())
                                || reference.getValue().equals(r.getIdElement().getIdPart()))
                        .findFirst()
                        .orElse(null);
            }
            return reference.hasResourceType() && CONTEXT.getResourceTypes().contains(reference.getResourceType())
                    ? CONTEXT.getResourceDefinition(reference.getResourceType())
                            .newInstance()
                            .setId(reference)
                    : null;
        }
    }

    public Resource parse(String json) {
        return (Resource) parser.parseResource(json);
    }

    public List<Found> evaluate(Resource resource, IBase input, String expression) {
        List<Found> found = new ArrayList<>();
        try {
            IFhirPath.IParsedExpression path = parsed.get(expression);
            if (path == null) {
                path = engine.parse(expression);
                parsed.put(expression, path);
            }
            Resolver resolver = new Resolver();
            resolver.current = resource;
            engine.setEvaluationContext(resolver);
            for (IBase base : engine.evaluate(input, path, IBase.class)) {
                // HAPI's parser gives a resource without id an empty one.
                if (!base.isEmpty()) {
                    found.add(found((Base) base));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(expression, e);
        }
        return found;
    }

    private Found found(Base base) throws JsonProcessingException {
        if (base instanceof Resource resource) {
            return new Found(
                    base.fhirType(),
                    Json.NODES.textNode(
                            String.valueOf(resource.getIdElement().getIdPart()).replace("null", "")));
        }
        if (base.isPrimitive()) {
            return new Found(base.fhirType(), Json.NODES.textNode(String.valueOf(base.primitiveValue())));
        }
        String json = parser.encodeToString(base);
        return new Found(base.fhirType(), Json.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** One of our results in the same form. */
    public static Found found(Item item) {
        if (item instanceof Element e && e.definition().isResource()) {
            return new Found(
                    e.definition().name(),
                    Json.NODES.textNode(e.json().path("id").asText()));
        }
        String type = item instanceof Value
                ? item.type().name().toLowerCase()
                : item.type().name();
        if (item instanceof Element e && e.definition().isPrimitive()) {
            return new Found(
                    type,
                    Json.NODES.textNode(
                            e.json().isMissingNode() ? "null" : e.json().asText()));
        }
        return item instanceof Value value
                ? new Found(type, Json.NODES.textNode(value.text()))
                : new Found(type, item.json());
    }
}
