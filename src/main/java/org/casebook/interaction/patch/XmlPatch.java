package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * XML Patch, RFC 5261: {@code application/xml-patch+xml}. The resource is patched in its XML form and read back, so that
 * the result goes through the same reader as any XML that is sent.
 */
public final class XmlPatch implements PatchDocument {
    private final List<XmlPatchOperation> operations;
    private final Function<ObjectNode, byte[]> writer;
    private final Function<byte[], ObjectNode> reader;

    private XmlPatch(
            List<XmlPatchOperation> operations,
            Function<ObjectNode, byte[]> writer,
            Function<byte[], ObjectNode> reader) {
        this.operations = List.copyOf(operations);
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Reads the patch.
     *
     * @param writer a resource as XML
     * @param reader XML as a resource; it refuses what is not R4
     */
    public static XmlPatch parse(byte[] xml, Function<ObjectNode, byte[]> writer, Function<byte[], ObjectNode> reader) {
        try {
            return new XmlPatch(operations(XmlDocument.parse(xml).getDocumentElement()), writer, reader);
        } catch (SAXException e) {
            throw PatchError.malformed("The XML Patch is not well-formed XML: " + e.getMessage());
        }
    }

    static List<XmlPatchOperation> operations(Element root) {
        List<XmlPatchOperation> operations =
                XmlDocument.elements(root).stream().map(XmlPatchOperation::of).toList();
        if (operations.isEmpty()) {
            throw PatchError.malformed("The XML Patch has no operation: give <add>, <replace> or <remove>");
        }
        return operations;
    }

    @Override
    public ObjectNode apply(ObjectNode resource) {
        try {
            Document document = XmlDocument.parse(writer.apply(resource));
            operations.forEach(operation -> operation.apply(document));
            return reader.apply(XmlDocument.write(document));
        } catch (SAXException e) {
            throw new IllegalStateException("the stored resource's own XML is not readable", e);
        }
    }
}
