package org.casebook.fhir.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.casebook.error.Position;

/** Where elements stand in a text, JSON or XML, that was read before. */
public final class TextPlaces {
    private TextPlaces() {}

    /**
     * One pass for all paths, which are names and indexes from the root. What is missing has no place, so the object
     * around it is shown.
     */
    public static List<Position> of(byte[] text, List<List<Object>> paths) {
        try {
            return isXml(text) ? XmlReader.places(text, paths) : json(text, paths);
        } catch (IOException e) {
            throw new UncheckedIOException("a text that was read before", e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text that was read before", e);
        }
    }

    private static List<Position> json(byte[] utf8, List<List<Object>> paths) throws IOException {
        Map<List<Object>, Position> found = JsonPlaces.find(utf8, paths, false).places();
        return paths.stream().map(path -> Places.nearest(path, found)).toList();
    }

    private static boolean isXml(byte[] text) {
        for (byte b : text) {
            if (b == '<' || b == '{') {
                return b == '<';
            }
        }
        return false;
    }
}
