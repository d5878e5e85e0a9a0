package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.ResolutionException;

import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/// Reads the text of a POM: a whole `<project>`, or only parts of one, such as a few `<dependency>`
/// elements copied from a web page. What Maven demands and nobody needs here, such as a version of
/// the project itself, is filled in.
final class PomText {

    private static final List<String> PARTS =
            List.of(
                    "modelVersion",
                    "parent",
                    "groupId",
                    "artifactId",
                    "version",
                    "packaging",
                    "properties",
                    "dependencyManagement",
                    "dependencies",
                    "repositories",
                    "dependency",
                    "repository");

    private PomText() {}

    /// @param what names the POM in messages
    static Model model(String xml, String what) throws ResolutionException {
        if (xml.contains("<!DOCTYPE")) {
            throw new ResolutionException(
                    what + " has a <!DOCTYPE>, which a POM has not; take that line out");
        }
        // Checked first for a message with line and column; Maven's reader is not as exact.
        var whole = parse(xml.strip(), what);
        var text = whole != null ? xml.strip() : completed(xml, what);
        try {
            // Not strict: elements of newer versions of the format are passed over.
            var model = new MavenXpp3Reader().read(new StringReader(text), false);
            fill(model);
            return model;
        } catch (IOException | XmlPullParserException broken) {
            throw Faults.bad(what + " is not a POM: " + Faults.firstLine(broken), broken);
        }
    }

    private static void fill(Model model) {
        if (model.getModelVersion() == null) {
            model.setModelVersion("4.0.0");
        }
        if (model.getGroupId() == null && model.getParent() == null) {
            model.setGroupId("notebook");
        }
        if (model.getArtifactId() == null) {
            model.setArtifactId("notebook");
        }
        if (model.getVersion() == null && model.getParent() == null) {
            model.setVersion("1");
        }
    }

    /// @return null where it is not one `<project>`
    private static Document parse(String xml, String what) throws ResolutionException {
        var isWhole =
                xml.replaceAll("(?s)<!--.*?-->|<\\?.*?\\?>", "").strip().startsWith("<project");
        return isWhole ? read(xml, what) : null;
    }

    private static Document read(String xml, String what) throws ResolutionException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            // A POM has no entities of its own; they would let a text read files of this machine.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXParseException broken) {
            throw Faults.bad(
                    what
                            + " is not well-formed XML: line "
                            + broken.getLineNumber()
                            + ", column "
                            + broken.getColumnNumber()
                            + ": "
                            + broken.getMessage(),
                    broken);
        } catch (SAXException | IOException broken) {
            throw Faults.bad(what + " is not well-formed XML: " + broken.getMessage(), broken);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A `<project>` around loose parts.
    private static String completed(String xml, String what) throws ResolutionException {
        // On one line with the text, so that line numbers stay true.
        var document =
                read(
                        "<project>" + xml.replaceFirst("^\\s*<\\?xml.*?\\?>", "") + "\n</project>",
                        what);
        var root = document.getDocumentElement();
        var parts = new ArrayList<Element>();
        for (var node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                if (!PARTS.contains(element.getTagName())) {
                    throw new ResolutionException(
                            what
                                    + " holds <"
                                    + element.getTagName()
                                    + ">, which is no part of a POM that says what is needed;"
                                    + " expected one of "
                                    + PARTS);
                }
                parts.add(element);
            } else if (node.getNodeType() == Node.TEXT_NODE && !node.getTextContent().isBlank()) {
                throw new ResolutionException(
                        what
                                + " holds text outside of its elements: \""
                                + node.getTextContent().strip().lines().findFirst().orElse("")
                                + "\"");
            }
        }
        if (parts.isEmpty()) {
            throw new ResolutionException(
                    what + " is empty; expected a <project>, or parts of one such as <dependency>");
        }
        gather(document, parts, "dependency", "dependencies");
        gather(document, parts, "repository", "repositories");
        return text(document, what);
    }

    private static void gather(Document document, List<Element> parts, String name, String list) {
        var loose = parts.stream().filter(part -> part.getTagName().equals(name)).toList();
        if (loose.isEmpty()) {
            return;
        }
        var container =
                parts.stream()
                        .filter(part -> part.getTagName().equals(list))
                        .findFirst()
                        .orElseGet(
                                () ->
                                        (Element)
                                                document.getDocumentElement()
                                                        .appendChild(document.createElement(list)));
        loose.forEach(container::appendChild);
    }

    private static String text(Document document, String what) throws ResolutionException {
        try {
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var out = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out.toString();
        } catch (TransformerException broken) {
            throw Faults.bad(what + " cannot be written as XML: " + broken.getMessage(), broken);
        }
    }

    private static final class Thrower implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
