package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.ReferenceValue;
import org.jspecify.annotations.Nullable;

/** References, canonicals and uris that lead to resources (R4 section 3.1.1.4.12). */
public final class References implements ValueExtractor {
    private static final String HISTORY = "/_history/";

    private final Set<String> bases;

    /** @param bases base urls of this server, without a slash at the end */
    public References(Set<String> bases) {
        this.bases = Set.copyOf(bases);
    }

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (json.isTextual()) {
            // A canonical is absolute by the letter of R4, but many write Questionnaire/1 for one on this server.
            String text = json.textValue();
            boolean canonical = role.type().name().equals("canonical") && text.indexOf(':') >= 0;
            out.accept(canonical ? canonical(text) : literal(text));
        } else if (role.type().isResource()) {
            inline(json, out);
        } else if (json.isObject()) {
            reference(json, out);
        }
    }

    /** The first entry of a document or message is itself what the parameter leads to. */
    private static void inline(JsonNode resource, Consumer<? super IndexValue> out) {
        String id = Tokens.text(resource, "id");
        if (id != null) {
            out.accept(new ReferenceValue(Tokens.text(resource, "resourceType"), id, null, null, null, null));
        }
    }

    private void reference(JsonNode json, Consumer<? super IndexValue> out) {
        String text = Tokens.text(json, "reference");
        String type = Tokens.text(json, "type");
        JsonNode identifier = json.path("identifier");
        String system = Tokens.text(identifier, "system");
        String value = Tokens.text(identifier, "value");
        if (text == null && value == null) {
            return;
        }
        ReferenceValue v = text == null ? new ReferenceValue(type, null, null, null, null, null) : literal(text);
        out.accept(new ReferenceValue(v.type() == null ? type : v.type(), v.id(), v.version(), v.url(), system, value));
    }

    private static ReferenceValue canonical(String text) {
        int bar = text.indexOf('|');
        return bar < 0
                ? new ReferenceValue(null, null, null, text, null, null)
                : new ReferenceValue(null, null, text.substring(bar + 1), text.substring(0, bar), null, null);
    }

    /** {@code Patient/1}, {@code Patient/1/_history/2}, the same on this server's base, any other url, {@code #x}. */
    public ReferenceValue literal(String text) {
        int history = text.indexOf(HISTORY);
        String version = history < 0 ? null : text.substring(history + HISTORY.length());
        String path = history < 0 ? text : text.substring(0, history);
        int slash = path.lastIndexOf('/');
        int before = path.lastIndexOf('/', slash - 1);
        String type = slash < 0 ? null : resourceType(path.substring(before + 1, slash));
        if (type == null) {
            return new ReferenceValue(null, null, version, path, null, null);
        }
        boolean local = before < 0 || bases.contains(path.substring(0, before));
        return local
                ? new ReferenceValue(type, path.substring(slash + 1), version, null, null, null)
                : new ReferenceValue(type, null, version, path, null, null);
    }

    private static @Nullable String resourceType(String name) {
        return Definitions.r4().isResourceType(name) ? name : null;
    }
}
