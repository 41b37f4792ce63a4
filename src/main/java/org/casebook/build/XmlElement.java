package org.casebook.build;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One element of a FHIR XML file: its name, its attributes {@code value}, {@code url} and {@code id}, its children. */
record XmlElement(
        String name,
        @Nullable String value,
        @Nullable String url,
        @Nullable String id,
        List<XmlElement> children) {
    private static final Set<String> SKIPPED =
            Set.of("text", "mapping", "definition", "comment", "differential", "xpath", "contact", "description");

    /** Gives every resource of a Bundle file to the consumer, one after the other. */
    static void eachResource(InputStream bundle, Consumer<XmlElement> consumer) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(bundle);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("resource")) {
                reader.nextTag();
                consumer.accept(read(reader));
            }
        }
        reader.close();
    }

    private static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        String value = reader.getAttributeValue(null, "value");
        String url = reader.getAttributeValue(null, "url");
        String id = reader.getAttributeValue(null, "id");
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                return new XmlElement(name, value, url, id, children);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                XmlElement child = read(reader);
                if (!SKIPPED.contains(child.name)) {
                    children.add(child);
                }
            }
        }
    }

    List<XmlElement> all(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    @Nullable
    XmlElement first(String childName) {
        return children.stream()
                .filter(c -> c.name.equals(childName))
                .findFirst()
                .orElse(null);
    }

    /** The value of a child, or the default. */
    String text(String childName, String otherwise) {
        XmlElement child = first(childName);
        return child == null || child.value == null ? otherwise : child.value;
    }

    String text(String childName) {
        return text(childName, "");
    }
}
