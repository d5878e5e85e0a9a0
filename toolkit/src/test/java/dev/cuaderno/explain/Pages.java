package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import java.io.StringReader;

import javax.xml.parsers.DocumentBuilderFactory;

/// What views put on a page.
final class Pages {

    private Pages() {}

    static String html(Displayable view) {
        return view.mime().data().get(MimeBundle.HTML);
    }

    /// The page's elements: parsing fails where tags do not match or text was not escaped.
    static Document parse(Displayable view) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var visible = html(view).replaceAll("(?s)<script.*?</script>", "");
        return builder.parse(new InputSource(new StringReader("<p>" + visible + "</p>")));
    }

    static int count(Displayable view, String tag) throws Exception {
        return parse(view).getElementsByTagName(tag).getLength();
    }
}
