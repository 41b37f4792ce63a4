package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** One pass over XML that builds the tree, notes what JSON could not say, and remembers the wanted places. */
final class XmlTree {
    private static final String FHIR = "http://hl7.org/fhir";
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XMLStreamReader reader;
    private final Set<List<Object>> wanted;
    private final Map<List<Object>, Position> places = new HashMap<>();
    private final List<Issue> issues = new ArrayList<>();
    private final Trail trail = new Trail();
    private ObjectNode resource = Json.object();

    private XmlTree(XMLStreamReader reader, List<List<Object>> wanted) {
        this.reader = reader;
        this.wanted = Places.wanted(wanted);
    }

    static XmlTree read(XMLStreamReader reader, List<List<Object>> wanted) throws XMLStreamException {
        XmlTree tree = new XmlTree(reader, wanted);
        tree.document();
        return tree;
    }

    ObjectNode resource() {
        return resource;
    }

    List<Issue> issues() {
        return issues;
    }

    Map<List<Object>, Position> places() {
        return places;
    }

    private void document() throws XMLStreamException {
        String encoding = reader.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new XMLStreamException("its encoding is " + encoding + "; send UTF-8", reader.getLocation());
        }
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type is not allowed; remove it", reader.getLocation());
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                trail.start(Definitions.r4().isResourceType(reader.getLocalName()) ? reader.getLocalName() : "");
                place();
                resource = readResource();
            }
        }
    }

    private ObjectNode readResource() throws XMLStreamException {
        String name = reader.getLocalName();
        ObjectNode node = Json.object().put("resourceType", name);
        if (!FHIR.equals(reader.getNamespaceURI())) {
            problem("is not in the namespace " + FHIR + "; write <" + Shown.text(name) + " xmlns=\"" + FHIR + "\">");
        }
        if (Definitions.r4().isResourceType(name)) {
            content(node, Definitions.r4().type(name));
        } else {
            skip();
        }
        return node;
    }

    private void content(ObjectNode node, TypeDefinition type) throws XMLStreamException {
        attributes(node, type);
        int last = -1;
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                last = child(node, type, last);
            } else {
                noText();
            }
        }
        XmlArrays.align(node);
    }

    private void attributes(ObjectNode node, TypeDefinition type) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            ElementDefinition element = type.element(name);
            boolean known = reader.getAttributeNamespace(i).isEmpty() && element != null && element.isXmlAttribute();
            if (known) {
                node.put(name, reader.getAttributeValue(i));
            } else if (!SCHEMA_INSTANCE.equals(reader.getAttributeNamespace(i))) {
                problem("has the XML attribute " + Shown.quoted(name) + ", which " + type + " does not have");
            }
        }
    }

    private int child(ObjectNode node, TypeDefinition type, int last) throws XMLStreamException {
        String name = reader.getLocalName();
        ElementDefinition element = type.element(name);
        boolean xhtml = element != null && element.type().name().equals("xhtml");
        boolean known = element != null
                && !element.isXmlAttribute()
                && (xhtml ? Narrative.XHTML : FHIR).equals(reader.getNamespaceURI());
        if (element == null || !known) {
            trail.push(name, Trail.identifier(name));
            problem(unknown(type, name, element));
            skip();
            trail.pop();
            return last;
        }
        trail.push(name, element.step());
        if (element.isArray()) {
            trail.index(XmlArrays.count(node, element));
        }
        if (element.order() < last) {
            problem("is out of order: XML wants the elements of " + type + " in the order of the specification");
        }
        place();
        if (xhtml) {
            node.put(name, XhtmlText.read(reader));
        } else if (element.type().isPrimitive()) {
            primitive(node, element);
        } else {
            XmlArrays.add(node, element.name(), element, complex(element));
        }
        trail.pop();
        return Math.max(last, element.order());
    }

    private String unknown(TypeDefinition type, String name, @Nullable ElementDefinition element) {
        if (element == null) {
            return Unknown.text(type, name);
        }
        return element.isXmlAttribute()
                ? "must be an XML attribute, not an element"
                : "is in the wrong namespace " + Shown.quoted(String.valueOf(reader.getNamespaceURI()));
    }

    private JsonNode complex(ElementDefinition element) throws XMLStreamException {
        ObjectNode node = Json.object();
        if (!element.type().isResource()) {
            content(node, element.type());
            return node;
        }
        boolean found = false;
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (!reader.isStartElement()) {
                noText();
            } else if (found) {
                problem("holds more than one resource");
                skip();
            } else {
                node = readResource();
                found = true;
            }
        }
        return node;
    }

    private void primitive(ObjectNode node, ElementDefinition element) throws XMLStreamException {
        JsonNode value = null;
        ObjectNode sibling = Json.object();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            switch (reader.getAttributeLocalName(i)) {
                case "value" -> value = XmlValue.of(element.type().name(), reader.getAttributeValue(i));
                case "id" -> sibling.put("id", reader.getAttributeValue(i));
                default ->
                    problem("has the XML attribute " + Shown.quoted(reader.getAttributeLocalName(i))
                            + "; a value may only have value and id");
            }
        }
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                child(sibling, element.type(), -1);
            } else {
                noText();
            }
        }
        XmlArrays.addPrimitive(node, element, value, sibling);
    }

    private void noText() throws XMLStreamException {
        if (reader.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new XMLStreamException("the entity " + reader.getLocalName() + " is unknown", reader.getLocation());
        }
        boolean text = reader.isCharacters() && !reader.isWhiteSpace();
        if (text && !reader.getText().isBlank()) {
            problem("holds the text " + Shown.quoted(reader.getText().strip()) + "; FHIR writes values as value=\"…\"");
        }
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void problem(String text) {
        if (issues.size() < Problems.MAX) {
            String expression = trail.expression();
            Issue issue = expression.isEmpty()
                    ? Issue.error(IssueType.STRUCTURE, "The body " + text)
                    : Issue.error(IssueType.STRUCTURE, expression + " " + text, expression);
            issues.add(issue.at(here()));
        }
    }

    private void place() {
        if (!wanted.isEmpty()) {
            List<Object> path = trail.path();
            if (wanted.contains(path)) {
                places.putIfAbsent(path, here());
            }
        }
    }

    private Position here() {
        Location location = reader.getLocation();
        return new Position(location.getLineNumber(), location.getColumnNumber());
    }
}
