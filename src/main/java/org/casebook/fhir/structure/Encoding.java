package org.casebook.fhir.structure;

import java.io.CharConversionException;

/** FHIR's JSON is UTF-8 (R4 section 2.6.2); Jackson would read UTF-16 and UTF-32 too. */
final class Encoding {
    private Encoding() {}

    static void requireUtf8(byte[] text) throws CharConversionException {
        boolean mark = text.length > 1 && (text[0] == (byte) 0xFE || text[0] == (byte) 0xFF);
        boolean wide = text.length > 1 && (text[0] == 0 || text[1] == 0);
        if (mark || wide) {
            throw new CharConversionException("it looks like UTF-16 or UTF-32; send UTF-8");
        }
    }
}
