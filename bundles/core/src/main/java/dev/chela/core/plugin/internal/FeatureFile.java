package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What a file says in Karaf's feature format ({@code http://karaf.apache.org/xmlns/features/v1.x.x}). A plugin is a bundle and nothing else: of
 * everything besides only the name is kept.
 *
 * @param names of the features in it
 * @param wanted names of features that those want
 * @param bundles as they are written
 * @param strange what is in it that is not for plugins, such as {@code <config>}
 */
record FeatureFile(Set<String> names, Set<String> wanted, List<String> bundles, Set<String> strange) {
    static final int MOST_BYTES = 1 << 20;
    private static final String ROOT = "features";
    private static final String NAMESPACE = "http://karaf.apache.org/xmlns/features/";

    /**
     * @param where for people
     * @return empty when it is some other XML
     * @throws Permanent when it is no XML, or has a document type, by which a file could name others
     */
    static Optional<FeatureFile> of(byte[] xml, String where) {
        Element root = root(xml, where);
        if (!ROOT.equals(root.getLocalName())) {
            return Optional.empty();
        }
        if (root.getNamespaceURI() == null || !root.getNamespaceURI().startsWith(NAMESPACE)) {
            throw new Permanent(where + " has features of another namespace than " + NAMESPACE + "v1.x.x; say xmlns=\"" + NAMESPACE + "v1.6.0\"");
        }
        FeatureFile file = new FeatureFile(new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), new TreeSet<>());
        elements(root).forEach(file::top);
        return Optional.of(file);
    }

    private static Element root(byte[] xml, String where) {
        try {
            return parser().parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXParseException malformed) {
            throw new Permanent(where + " cannot be read: line " + malformed.getLineNumber() + ": " + malformed.getMessage(), malformed);
        } catch (SAXException | IOException malformed) {
            throw new Permanent(where + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /** Reads nothing but what it is given. */
    private static DocumentBuilder parser() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setExpandEntityReferences(false);
            factory.setNamespaceAware(true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Strict());
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java's own XML parser has these features", e);
        }
    }

    private void top(Element element) {
        if (!"feature".equals(element.getLocalName())) {
            strange.add("<" + element.getLocalName() + ">");
            return;
        }
        names.add(element.getAttribute("name"));
        if ("manual".equals(element.getAttribute("install"))) {
            strange.add("<feature install=\"manual\">");
        }
        elements(element).forEach(this::part);
    }

    private void part(Element element) {
        String text = element.getTextContent().strip();
        switch (String.valueOf(element.getLocalName())) {
            case "bundle" -> bundle(element, text);
            case "feature" -> wanted.add(text);
            case "details" -> { }
            default -> strange.add("<" + element.getLocalName() + ">");
        }
    }

    private void bundle(Element element, String address) {
        if ("false".equals(element.getAttribute("start"))) {
            strange.add("<bundle start=\"false\">");
        }
        bundles.add(address);
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Says nothing on the console, as the parser's own does. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException said) {}

        @Override
        public void error(SAXParseException said) throws SAXException {
            throw said;
        }

        @Override
        public void fatalError(SAXParseException said) throws SAXException {
            throw said;
        }
    }
}
