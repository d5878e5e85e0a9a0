package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.AtomicFile;
import dev.cuaderno.kernel.notebook.CellFailure;
import dev.cuaderno.kernel.notebook.CellReport;
import dev.cuaderno.kernel.notebook.Finding;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// What became of a batch, in the XML by which build servers show tests: a suite for each notebook,
/// a test for each of its code cells.
final class JUnitReport {

    private final XMLStreamWriter xml;
    private final Path root;

    private JUnitReport(XMLStreamWriter xml, Path root) {
        this.xml = xml;
        this.root = root;
    }

    /// @param root what the paths of notebooks are relative to
    static void write(List<Result> results, Path root, Path file) throws IOException {
        AtomicFile.write(file, text(results, root));
    }

    static String text(List<Result> results, Path root) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitReport(xml, root).suites(results);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.append('\n').toString();
    }

    private void suites(List<Result> results) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        for (var result : results) {
            suite(result);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(Result result) throws XMLStreamException {
        var cells = result.run().map(run -> run.reports()).orElse(List.of());
        var whole = result.findings().stream().filter(each -> each.cell() == 0).toList();
        var failures = cells.stream().filter(cell -> fails(result, cell)).count() + whole.size();
        var skipped = cells.stream().filter(JUnitReport::isSkipped).count();
        var troubles = result.trouble().isPresent() ? 1 : 0;
        xml.writeCharacters("\n ");
        xml.writeStartElement("testsuite");
        attribute("name", result.name());
        attribute("tests", cells.size() + whole.size() + troubles);
        attribute("failures", failures);
        attribute("errors", troubles);
        attribute("skipped", skipped);
        attribute("time", seconds(result.elapsed()));
        for (var cell : cells) {
            test(result, cell);
        }
        for (var finding : whole) {
            begin(result, "notebook: " + finding.kind(), Duration.ZERO);
            problem("failure", finding.kind(), finding.summary(), finding.detail());
            end();
        }
        if (result.trouble().isPresent()) {
            var why = result.trouble().get();
            begin(result, "notebook", result.elapsed());
            problem("error", "trouble", why.lines().findFirst().orElse(""), why);
            end();
        }
        xml.writeCharacters("\n ");
        xml.writeEndElement();
    }

    private void test(Result result, CellReport cell) throws XMLStreamException {
        var number = cell.number() > 0 ? "cell " + cell.number() : "cell";
        // Build servers know a test by its name, which must be one of its own.
        begin(result, number + " [" + cell.id() + "] " + cell.title(), cell.elapsed());
        var failure = failure(result, cell);
        var findings = findings(result, cell);
        if (failure != null) {
            problem(
                    "failure",
                    failure.error().name(),
                    failure.error().message(),
                    failure.describe(result.name(), false));
        } else if (!findings.isEmpty()) {
            problem(
                    "failure",
                    findings.getFirst().kind(),
                    findings.getFirst().summary(),
                    findings.stream()
                            .map(each -> each.describe(result.name(), false))
                            .collect(Collectors.joining("\n")));
        } else if (isSkipped(cell)) {
            xml.writeCharacters("\n   ");
            xml.writeEmptyElement("skipped");
            attribute(
                    "message",
                    cell.status() == CellReport.Status.SKIPPED
                            ? "left out by its tag"
                            : "not reached: a cell before it failed");
        }
        end();
    }

    private void begin(Result result, String name, Duration time) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", result.name());
        attribute("name", name);
        attribute("time", seconds(time));
        attribute("file", result.file(root));
    }

    private void end() throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void problem(String element, String type, String message, String text)
            throws XMLStreamException {
        xml.writeCharacters("\n   ");
        xml.writeStartElement(element);
        attribute("type", type);
        attribute("message", message);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value.toString()));
    }

    /// XML has no place for most control characters, not even escaped.
    private static String clean(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "")
                .replaceAll(
                        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    private static boolean fails(Result result, CellReport cell) {
        return failure(result, cell) != null || !findings(result, cell).isEmpty();
    }

    private static boolean isSkipped(CellReport cell) {
        return cell.status() == CellReport.Status.SKIPPED
                || cell.status() == CellReport.Status.NOT_REACHED;
    }

    private static CellFailure failure(Result result, CellReport cell) {
        return cell.status() != CellReport.Status.FAILED
                ? null
                : result.run().orElseThrow().failures().stream()
                        .filter(each -> each.cell() == cell.number())
                        .findFirst()
                        .orElse(null);
    }

    private static List<Finding> findings(Result result, CellReport cell) {
        return result.findings().stream().filter(each -> each.id().equals(cell.id())).toList();
    }
}
