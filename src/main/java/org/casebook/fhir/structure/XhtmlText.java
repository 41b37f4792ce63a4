package org.casebook.fhir.structure;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The div of a narrative as text: one namespace without prefixes, comments dropped. */
final class XhtmlText {
    private final XMLStreamReader reader;
    private final StringBuilder text = new StringBuilder();

    private XhtmlText(XMLStreamReader reader) {
        this.reader = reader;
    }

    /** From the start tag that the reader stands on to its end tag. */
    static String read(XMLStreamReader reader) throws XMLStreamException {
        XhtmlText xhtml = new XhtmlText(reader);
        xhtml.element(" xmlns=\"" + Narrative.XHTML + "\"");
        return xhtml.text.toString();
    }

    private void element(String namespace) throws XMLStreamException {
        String name = reader.getLocalName();
        text.append('<').append(name).append(namespace);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attribute(i);
        }
        int afterTag = text.length();
        text.append('>');
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                String other = String.valueOf(reader.getNamespaceURI());
                element(other.equals(Narrative.XHTML) ? "" : " xmlns=\"" + escaped(other) + "\"");
            } else if (reader.hasText() && reader.getEventType() != XMLStreamConstants.COMMENT) {
                text.append(escaped(reader.getText()));
            }
        }
        if (text.length() == afterTag + 1) {
            text.setLength(afterTag);
            text.append("/>");
        } else {
            text.append("</").append(name).append('>');
        }
    }

    private void attribute(int index) {
        String prefix = reader.getAttributePrefix(index);
        text.append(' ');
        if (prefix != null && !prefix.isEmpty()) {
            text.append(prefix).append(':');
        }
        text.append(reader.getAttributeLocalName(index))
                .append("=\"")
                .append(attributeText(reader.getAttributeValue(index)))
                .append('"');
    }

    /** White space is escaped, since XML would make it plain spaces. */
    private static String attributeText(String value) {
        return escaped(value)
                .replace("\"", "&quot;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;")
                .replace("\t", "&#9;");
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
