package org.casebook.interaction.patch;

import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.CharacterData;
import org.w3c.dom.Comment;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** One operation of an XML Patch: {@code add}, {@code replace} or {@code remove} (RFC 5261 sections 4.3 to 4.5). */
sealed interface XmlPatchOperation {

    void apply(Document target);

    static XmlPatchOperation of(Element operation) {
        XmlSelector selector = new XmlSelector(operation);
        return switch (operation.getLocalName()) {
            case "add" -> new Add(selector, operation, operation.getAttribute("type"), operation.getAttribute("pos"));
            case "replace" -> new Replace(selector, operation);
            case "remove" -> new Remove(selector, operation.getAttribute("ws"));
            default ->
                throw PatchError.malformed("XML Patch: <" + operation.getLocalName()
                        + "> is not an operation; give <add>, <replace> or <remove>");
        };
    }

    record Add(XmlSelector selector, Element operation, String type, String pos) implements XmlPatchOperation {
        private static final String NAMESPACE = "namespace::";

        public Add {
            if (!type.isEmpty() && !type.startsWith("@") && !type.startsWith(NAMESPACE)) {
                throw PatchError.malformed("XML Patch: type='" + type + "' must be '@name' or 'namespace::prefix'");
            }
            if (!List.of("", "before", "after", "prepend").contains(pos)) {
                throw PatchError.malformed("XML Patch: pos='" + pos + "' must be 'before', 'after' or 'prepend'");
            }
        }

        @Override
        public void apply(Document target) {
            Node selected = selector.select(target);
            if (type.isEmpty()) {
                addNodes(selected);
            } else {
                addAttribute(selected);
            }
        }

        private void addAttribute(Node selected) {
            if (!(selected instanceof Element element)) {
                throw PatchError.inapplicable("XML Patch <add>: only an element can get an attribute");
            }
            try {
                if (type.startsWith(NAMESPACE)) {
                    element.setAttributeNS(
                            XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
                            "xmlns:" + type.substring(NAMESPACE.length()),
                            operation.getTextContent());
                } else {
                    element.setAttributeNS(null, type.substring(1), operation.getTextContent());
                }
            } catch (DOMException e) {
                throw PatchError.malformed("XML Patch <add>: '" + type + "' is not a name");
            }
        }

        private void addNodes(Node selected) {
            boolean sibling = pos.equals("before") || pos.equals("after");
            Node parent = sibling ? selected.getParentNode() : selected;
            if (!(parent instanceof Element)) {
                throw PatchError.inapplicable("XML Patch <add>: nothing can be added there; a document has one root");
            }
            Node before = switch (pos) {
                case "before" -> selected;
                case "after" -> selected.getNextSibling();
                case "prepend" -> selected.getFirstChild();
                default -> null;
            };
            for (Node node : content(operation)) {
                parent.insertBefore(selected.getOwnerDocument().importNode(node, true), before);
            }
        }
    }

    record Replace(XmlSelector selector, Element operation) implements XmlPatchOperation {
        @Override
        public void apply(Document target) {
            Node selected = selector.select(target);
            if (selected instanceof Attr || selected instanceof Text) {
                selected.setNodeValue(operation.getTextContent());
            } else {
                selected.getParentNode().replaceChild(target.importNode(replacement(selected), true), selected);
            }
        }

        private Node replacement(Node selected) {
            List<Node> same = content(operation).stream()
                    .filter(n -> n.getNodeType() == selected.getNodeType())
                    .toList();
            if (same.size() != 1 || !(selected instanceof Element || selected instanceof Comment)) {
                throw PatchError.inapplicable(
                        "XML Patch <replace>: a node is replaced by exactly one of the same kind (RFC 5261 section 4.4)");
            }
            return same.get(0);
        }
    }

    record Remove(XmlSelector selector, String ws) implements XmlPatchOperation {
        @Override
        public void apply(Document target) {
            Node selected = selector.select(target);
            if (selected instanceof Attr attribute) {
                attribute.getOwnerElement().removeAttributeNode(attribute);
                return;
            }
            if (!(selected.getParentNode() instanceof Element parent)) {
                throw PatchError.inapplicable("XML Patch <remove>: the whole document cannot be removed; use delete");
            }
            if (ws.equals("before") || ws.equals("both")) {
                removeBlank(parent, selected.getPreviousSibling());
            }
            if (ws.equals("after") || ws.equals("both")) {
                removeBlank(parent, selected.getNextSibling());
            }
            parent.removeChild(selected);
        }

        private static void removeBlank(Element parent, @Nullable Node node) {
            if (!(node instanceof CharacterData text) || !text.getData().isBlank()) {
                throw PatchError.inapplicable(
                        "XML Patch <remove>: there is no white space of the kind that 'ws' names");
            }
            parent.removeChild(node);
        }
    }

    private static List<Node> content(Element operation) {
        List<Node> nodes = new ArrayList<>();
        for (Node child = operation.getFirstChild(); child != null; child = child.getNextSibling()) {
            nodes.add(child);
        }
        return nodes;
    }
}
