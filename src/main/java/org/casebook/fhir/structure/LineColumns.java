package org.casebook.fhir.structure;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.error.Position;

/** Byte offsets of a UTF-8 text as lines and columns; a column counts characters, as editors do. */
final class LineColumns {
    private final byte[] utf8;
    private int at;
    private int line = 1;
    private int column = 1;

    private LineColumns(byte[] utf8) {
        this.utf8 = utf8;
        boolean mark = utf8.length > 2 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
        at = mark ? 3 : 0;
    }

    /** One pass for all. */
    static <K> Map<K, Position> of(byte[] utf8, Map<K, Long> offsets) {
        LineColumns cursor = new LineColumns(utf8);
        Map<K, Position> positions = new HashMap<>();
        List<Map.Entry<K, Long>> inOrder = offsets.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        inOrder.forEach(entry -> positions.put(entry.getKey(), cursor.goTo(entry.getValue())));
        return positions;
    }

    static Position of(byte[] utf8, long offset) {
        return new LineColumns(utf8).goTo(offset);
    }

    private Position goTo(long offset) {
        for (; at < offset && at < utf8.length; at++) {
            byte b = utf8[at];
            boolean lineEnd = b == '\n' || b == '\r' && (at + 1 == utf8.length || utf8[at + 1] != '\n');
            if (lineEnd) {
                line++;
                column = 1;
            } else if ((b & 0xC0) != 0x80 && b != '\r') {
                column++;
            }
        }
        return new Position(line, column);
    }
}
