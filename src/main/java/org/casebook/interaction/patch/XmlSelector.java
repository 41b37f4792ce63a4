package org.casebook.interaction.patch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The {@code sel} attribute of an XML Patch operation (RFC 5261 section 4.1): an XPath 1.0 location that must find exactly
 * one node. As FHIR has it, {@code f:} is FHIR and {@code h:} is XHTML; a name without a prefix is in the patch
 * document's default namespace (RFC 5261 section 4.2.2), which XPath 1.0 alone would not do.
 */
final class XmlSelector {
    private static final String FHIR = "http://hl7.org/fhir";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final String DEFAULT_PREFIX = "default-namespace";
    private static final int MAX_LENGTH = 2_000;

    /** Literals, prefixed names and attributes as they are; then a bare name, with what follows it. */
    private static final Pattern TOKEN = Pattern.compile(
            "'[^']*'|\"[^\"]*\"|[@$]\\s*[\\w.:-]+|[\\w.-]+:[\\w.*-]+|(?<name>[A-Za-z_][\\w.-]*)(?<after>\\s*(?:\\(|::))?");

    private static final Set<String> OPERATORS = Set.of("and", "or", "mod", "div");

    private final String text;
    private final Element operation;

    XmlSelector(Element operation) {
        this.text = operation.getAttribute("sel");
        this.operation = operation;
        if (text.isBlank()) {
            throw PatchError.malformed("XML Patch: <" + operation.getLocalName() + "> needs a 'sel' attribute");
        }
        if (text.length() > MAX_LENGTH) {
            throw PatchError.malformed("XML Patch: 'sel' is longer than " + MAX_LENGTH + " characters");
        }
    }

    Node select(Document target) {
        List<Node> found = evaluate(target);
        if (found.size() != 1) {
            throw PatchError.inapplicable("XML Patch <" + operation.getLocalName() + ">: '" + text
                    + "' must find one node; it finds " + (found.isEmpty() ? "none" : found.size()));
        }
        return found.get(0);
    }

    private List<Node> evaluate(Document target) {
        try {
            XPath xpath = xpath();
            xpath.setNamespaceContext(new Prefixes());
            NodeList nodes = (NodeList) xpath.evaluate(qualified(), target, XPathConstants.NODESET);
            List<Node> found = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                found.add(nodes.item(i));
            }
            return found;
        } catch (XPathExpressionException e) {
            throw PatchError.malformed("XML Patch: '" + text + "' is not an XPath that selects nodes");
        }
    }

    private static XPath xpath() {
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath();
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException("the JDK's XPath lacks secure processing", e);
        }
    }

    private String qualified() {
        if (operation.lookupNamespaceURI(null) == null) {
            return text;
        }
        Matcher token = TOKEN.matcher(text);
        StringBuilder qualified = new StringBuilder();
        while (token.find()) {
            String name = token.group("name");
            boolean bare = name != null && token.group("after") == null && !isOperator(name, token.start());
            token.appendReplacement(
                    qualified, Matcher.quoteReplacement(bare ? DEFAULT_PREFIX + ":" + name : token.group()));
        }
        return token.appendTail(qualified).toString();
    }

    /** XPath 1.0 section 3.7: such a word is an operator where an operand stands before it. */
    private boolean isOperator(String name, int start) {
        String before = text.substring(0, start).strip();
        return OPERATORS.contains(name)
                && !before.isEmpty()
                && "/[(,@:|=<>+-".indexOf(before.charAt(before.length() - 1)) < 0;
    }

    private final class Prefixes implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            String declared = operation.lookupNamespaceURI(prefix.equals(DEFAULT_PREFIX) ? null : prefix);
            if (declared != null) {
                return declared;
            }
            return switch (prefix) {
                case "f" -> FHIR;
                case "h" -> XHTML;
                case "xml" -> XMLConstants.XML_NS_URI;
                default -> XMLConstants.NULL_NS_URI;
            };
        }

        @Override
        public @Nullable String getPrefix(String namespace) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            return List.<String>of().iterator();
        }
    }
}
