package org.casebook.fhir.structure;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource from XML (R4 section 2.6.1) into the same tree as JSON, and checks it in the same way. No document
 * type, no entities but the five of XML, bounded depth.
 */
public final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Json.MAX_DEPTH);
        // Values stand in attributes, and a Binary may be large; the body as a whole is bounded by HTTP.
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Integer.MAX_VALUE);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    /**
     * Reads and checks XML.
     *
     * @param type the resource type that it must be; null where any will do
     */
    public static CheckedResource read(byte[] xml, @Nullable String type) {
        try {
            XmlTree tree = parse(xml, List.of());
            ObjectNode resource = tree.resource();
            List<Problem> problems =
                    new ResourceWalk(Definitions.r4()).check(resource, type).found();
            List<Issue> issues = new ArrayList<>(tree.issues());
            if (!problems.isEmpty()) {
                List<List<Object>> paths =
                        problems.stream().map(p -> inXml(p.path())).toList();
                Map<List<Object>, Position> places = parse(xml, paths).places();
                problems.forEach(p -> issues.add(p.issue().at(Places.nearest(inXml(p.path()), places))));
            }
            issues.sort(Places.BY_PLACE);
            return new CheckedResource(resource, issues);
        } catch (XMLStreamException e) {
            return new CheckedResource(null, List.of(malformed(e)));
        }
    }

    /** Where paths stand in a text that was read before. */
    static List<Position> places(byte[] xml, List<List<Object>> paths) throws XMLStreamException {
        List<List<Object>> inXml = paths.stream().map(XmlReader::inXml).toList();
        Map<List<Object>, Position> places = parse(xml, inXml).places();
        return inXml.stream().map(path -> Places.nearest(path, places)).toList();
    }

    /** In XML the id and the extensions of a primitive stand in the element itself. */
    private static List<Object> inXml(List<Object> path) {
        return path.stream()
                .map(step -> step instanceof String name && name.startsWith("_") ? (Object) name.substring(1) : step)
                .toList();
    }

    private static XmlTree parse(byte[] xml, List<List<Object>> wanted) throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
        try {
            return XmlTree.read(reader, wanted);
        } finally {
            reader.close();
        }
    }

    private static Issue malformed(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        Location location = e.getLocation();
        Position position = location == null || location.getLineNumber() < 1
                ? new Position(1, 1)
                : new Position(location.getLineNumber(), Math.max(1, location.getColumnNumber()));
        return Issue.fatal(IssueType.STRUCTURE, "The body is not well-formed XML: " + Shown.line(message))
                .at(position);
    }
}
